import { runProgram } from '../runProgram.ts';

/** What a command said, and its exit code. */
export interface Said {
  code: number;
  output: string;
  errors: string;
}

/** Runs a command in this process, which has no terminal, and catches what it says. */
export async function run(words: readonly string[]): Promise<Said> {
  const { exitCode } = process;
  const said = { output: '', errors: '' };
  const streams = [
    [process.stdout, 'output'],
    [process.stderr, 'errors'],
  ] as const;
  const restore = streams.map(([stream]) => {
    const { write } = stream;
    return () => (stream.write = write);
  });
  for (const [stream, part] of streams)
    stream.write = (chunk: string | Uint8Array) => {
      said[part] += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
      return true;
    };
  try {
    process.exitCode = 0;
    await runProgram(words);
    return { ...said, code: process.exitCode };
  } finally {
    for (const undo of restore) undo();
    process.exitCode = exitCode;
  }
}
