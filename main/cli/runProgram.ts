import { CommanderError } from 'commander';
import { errorGuide } from '../../contract/index.ts';
import { aboutProgram } from './commands/version.ts';
import { tellProblem } from './environment.ts';
import { createProgram } from './program.ts';
import { createOutput, exitCodes, jsonVersion } from './terminal/index.ts';

/**
 * Runs one command line and sets the exit code of this process.
 * @param words without the names of interpreter and program
 */
export async function runProgram(words: readonly string[]): Promise<void> {
  const isJson = words.includes('--json');
  let shown = '';
  try {
    const program = createProgram(words, isJson ? (text) => (shown += text) : undefined);
    await program.parseAsync(words, { from: 'user' });
  } catch (thrown) {
    process.exitCode =
      thrown instanceof CommanderError
        ? endOfParsing(thrown, isJson, shown)
        : tellProblem(thrown, createOutput(isJson));
  }
}

/**
 * What the parser found wrong is on standard error already; other programs read it as JSON.
 * @param shown help or version that was asked for, with `isJson`
 */
function endOfParsing({ exitCode, message, code }: CommanderError, isJson: boolean, shown: string): number {
  if (exitCode === 0) {
    if (isJson)
      createOutput(true).result(
        code === 'commander.version' ? { program: aboutProgram() } : { help: shown },
        shown,
      );
    return exitCodes.success;
  }
  if (isJson) {
    // A verb alone shows its help, which is no sentence.
    const said = code === 'commander.help' ? 'The command is not complete.' : message.replace(/^error: /, '');
    const error = { code: 'usage', message: said.replaceAll('\n', ' '), advice: errorGuide.usage.advice };
    process.stdout.write(`${JSON.stringify({ ok: false, version: jsonVersion, error })}\n`);
  }
  return exitCodes.usage;
}
