import { createInterface } from 'node:readline/promises';

/** True where a person sits at the terminal and may be asked. */
export function mayAsk(isNonInteractive: boolean): boolean {
  return !isNonInteractive && process.stdin.isTTY && process.stderr.isTTY;
}

/** Asks a question on standard error, so that results can still be piped. */
export async function ask(question: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await prompt.question(`${question} `)).trim();
  } finally {
    prompt.close();
  }
}
