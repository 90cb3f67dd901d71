import type { Argument, Option } from 'commander';
import { CliCommand } from './cliCommand.ts';

/** What commands need although the parser lets it be missing, so that it can be asked for. */
const asked = new WeakSet<Argument | Option>();

/** Lets the parser go on without it; it stays needed, and is shown so. */
export function letBeMissing(part: Argument | Option): void {
  asked.add(part);
  if ('mandatory' in part) part.mandatory = false;
  else part.required = false;
}

/** Whether a command cannot work without that argument or option. */
export function isNeeded(part: Argument | Option): boolean {
  return asked.has(part) || ('mandatory' in part ? part.mandatory : part.required);
}

/** Every command that does something itself and is no secret, by its words. */
export function commandsOf(program: CliCommand): CliCommand[] {
  const found = (command: CliCommand): CliCommand[] => [
    ...(command.doesSomething && !command.isHidden ? [command] : []),
    ...groupsIn(command).flatMap(found),
  ];
  return found(program).sort((one, other) => (wordsOf(one) < wordsOf(other) ? -1 : 1));
}

/** Sub-commands of a command. */
export function groupsIn(command: CliCommand): CliCommand[] {
  return command.commands.filter((one) => one instanceof CliCommand);
}

/** The words by which a command is called, without the name of the program. */
export function wordsOf(command: CliCommand): string {
  const words: string[] = [];
  for (let one = command; one.parent instanceof CliCommand; one = one.parent) words.unshift(one.name());
  return words.join(' ');
}

/** A call of a command with all that it needs: `create worker --name <name> --path <folder>`. */
export function shortUsage(command: CliCommand): string {
  const options = command.options.filter(isNeeded).map(({ flags }) => flags.replace(/^-\w, /, ''));
  return [wordsOf(command), ...command.registeredArguments.map(argumentText), ...options].join(' ');
}

/** `<name>`, or `[name]` where it may be left out. */
export function argumentText(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return isNeeded(argument) ? `<${name}>` : `[${name}]`;
}

/** What an option means, whether it must be given, its choices and its default. */
export function optionText(option: Option): string {
  const byDefault: unknown = option.defaultValue;
  const isEmpty = byDefault === undefined || byDefault === '' || byDefault === false || option.negate;
  const extra = [
    isNeeded(option) ? 'required' : '',
    option.argChoices === undefined ? '' : `one of: ${option.argChoices.join(', ')}`,
    isEmpty || (Array.isArray(byDefault) && byDefault.length === 0)
      ? ''
      : `default: ${typeof byDefault === 'string' ? byDefault : JSON.stringify(byDefault)}`,
  ].filter((text) => text !== '');
  return option.description + (extra.length === 0 ? '' : ` (${extra.join('; ')})`);
}
