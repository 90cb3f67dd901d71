import { shellWord } from '../../platform/index.ts';
import { CliCommand } from './cliCommand.ts';
import { groupsIn, wordsOf } from './commandText.ts';
import { applicationNamed, kindOf } from './values.ts';

/**
 * A hint that names commands, with the application that the call named: the engine does not know how it was called, and
 * where there are several applications a command that names none is refused.
 */
export function hintFor(called: CliCommand, hint: string): string {
  const application = applicationNamed(called);
  if (application === undefined) return hint;
  return hint.replaceAll(
    /dcm-processor ([a-z][a-z-]*(?: [a-z][a-z-]*)*)(.*)/g,
    (line, words: string, rest: string) => {
      const command = commandIn(programOf(called), words.split(' '));
      const option = command.options.find((one) => !one.hidden && kindOf(command, one) === 'application');
      if (option === undefined || / --app\b/.test(rest) || rest.includes(` ${option.long} `)) return line;
      const start = `dcm-processor ${wordsOf(command)}`;
      // By a function: a name may hold what a replacement text reads as a pattern, as "Cost $" does in its quotes.
      return line.replace(start, () => `${start} ${option.long} ${shellWord(application)}`);
    },
  );
}

function programOf(command: CliCommand): CliCommand {
  return command.parent instanceof CliCommand ? programOf(command.parent) : command;
}

/** The command that the first of some words name. */
function commandIn(program: CliCommand, [first, ...others]: readonly string[]): CliCommand {
  const below = groupsIn(program).find((one) => one.name() === first);
  return below === undefined ? program : commandIn(below, others);
}
