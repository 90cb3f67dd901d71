import { CommanderError } from 'commander';
import { errorGuide } from '../../contract/index.ts';
import { tellProblem } from './environment.ts';
import { createProgram } from './program.ts';
import { createOutput, exitCodes, jsonVersion } from './terminal/index.ts';

/**
 * Runs one command line and sets the exit code of this process.
 * @param words without the names of interpreter and program
 */
export async function runProgram(words: readonly string[]): Promise<void> {
  const isJson = words.includes('--json');
  try {
    await createProgram(words).parseAsync(words, { from: 'user' });
  } catch (thrown) {
    process.exitCode =
      thrown instanceof CommanderError
        ? endOfParsing(thrown, isJson)
        : tellProblem(thrown, createOutput(isJson));
  }
}

/** What the parser found wrong is on standard error already; other programs read it as JSON. */
function endOfParsing({ exitCode, message, code }: CommanderError, isJson: boolean): number {
  if (exitCode === 0) return exitCodes.success;
  if (isJson) {
    // A verb alone shows its help, which is no sentence.
    const said = code === 'commander.help' ? 'The command is not complete.' : message.replace(/^error: /, '');
    const error = { code: 'usage', message: said.replaceAll('\n', ' '), advice: errorGuide.usage.advice };
    process.stdout.write(`${JSON.stringify({ ok: false, version: jsonVersion, error })}\n`);
  }
  return exitCodes.usage;
}
