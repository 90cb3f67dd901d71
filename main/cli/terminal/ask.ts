import { confirm as confirmPrompt, isCancel, password, select, text } from '@clack/prompts';

/** Somebody pressed Ctrl-C at a question: nothing was done. */
export class Interrupted extends Error {}

let isForbidden = false;

/** From now on nobody is asked anything, as with `-o` and `--json`. */
export function neverAsk(): void {
  isForbidden = true;
}

/** True where a person sits at the terminal and may be asked. */
export function mayAsk(): boolean {
  return !isForbidden && process.stdin.isTTY && process.stderr.isTTY;
}

/** Standard error, so that results can still be piped. */
const output = process.stderr;

/**
 * Asks for a text.
 * @param byDefault what Enter alone means; without one, something must be written
 * @param problemWith what is wrong with an answer, or undefined
 * @throws Interrupted
 */
export async function ask(
  question: string,
  byDefault?: string,
  problemWith?: (answer: string) => string | undefined,
): Promise<string> {
  const answer = await text({
    message: question,
    output,
    ...(byDefault === undefined ? {} : { defaultValue: byDefault, placeholder: byDefault }),
    validate(given = '') {
      if (given.trim() === '') return byDefault === undefined ? 'Something must be written here.' : undefined;
      return problemWith?.(given.trim());
    },
  });
  if (isCancel(answer)) throw new Interrupted();
  return answer.trim();
}

/** Asks for what nobody may see. @throws Interrupted */
export async function askSecretly(question: string): Promise<string> {
  const answer = await password({
    message: question,
    output,
    validate: (given = '') => (given === '' ? 'Something must be written here.' : undefined),
  });
  if (isCancel(answer)) throw new Interrupted();
  return answer;
}

/** Asks for yes or no. @throws Interrupted */
export async function confirm(question: string, byDefault: boolean): Promise<boolean> {
  const answer = await confirmPrompt({ message: question, output, initialValue: byDefault });
  if (isCancel(answer)) throw new Interrupted();
  return answer;
}

/** Asks for one of several. @throws Interrupted */
export async function choose(question: string, choices: readonly string[]): Promise<string> {
  const options = choices.map((value) => ({ value, label: value }));
  const answer = await select({ message: question, output, options, maxItems: 12 });
  if (isCancel(answer)) throw new Interrupted();
  return answer;
}
