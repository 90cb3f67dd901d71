import { UsageError } from './frame/index.ts';
import { confirm, mayAsk } from './terminal/index.ts';

/**
 * Whether something is kept: as two options say, else as somebody at the terminal does.
 * @param words the question, and the two options as they are written
 * @throws UsageError where both or none were given and nobody may be asked
 */
export async function isKept(
  keep: boolean | undefined,
  remove: boolean | undefined,
  words: { question: string; options: string; command: string },
): Promise<boolean> {
  const advice = `See: dcm-processor ${words.command} --help`;
  if (keep === true && remove === true)
    throw new UsageError(`Give only one of ${words.options}.`, { advice });
  if (keep === true) return true;
  if (remove === true) return false;
  if (!mayAsk()) throw new UsageError(`Say what is to be kept with ${words.options}.`, { advice });
  return confirm(words.question, true);
}
