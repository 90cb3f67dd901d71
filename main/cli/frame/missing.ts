import type { Argument, Option } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { EngineClient } from '../../../contract/index.ts';
import { ask, choose, confirm, mayAsk } from '../terminal/index.ts';
import type { CliCommand } from './cliCommand.ts';
import { commandsOf, isNeeded, letBeMissing, optionText, wordsOf } from './commandText.ts';
import { UsageError } from './usageError.ts';
import { isKnownThing, kindOf, namesOf } from './values.ts';
import type { KnownThing } from './values.ts';

/** How names are found that somebody may choose from. */
export interface NameSource {
  /** Does something with the engine. */
  withEngine<Result>(work: (client: EngineClient) => Promise<Result>): Promise<Result>;
  /** Name of the application that is named, the only one, or the one that is chosen. */
  findApplication(client: EngineClient, wanted: string | undefined): Promise<{ id: string; name: string }>;
}

/** Lets every command begin without what it needs: `completeByAsking` then sees to it. */
export function letMissingBeAsked(program: CliCommand): void {
  for (const command of commandsOf(program))
    for (const part of [...command.registeredArguments, ...command.options].filter(isNeeded))
      letBeMissing(part);
}

/**
 * Asks for what a command needs and was not given.
 * @throws UsageError naming it, where nobody may be asked
 * @throws Interrupted
 */
export async function completeByAsking(command: CliCommand, names: NameSource): Promise<void> {
  takeFromVerb(command);
  takeNameFromOption(command);
  const missingArguments = command.registeredArguments.filter(
    (one, index) => isNeeded(one) && !isGivenArgument(command.processedArgs[index]),
  );
  const missingOptions = command.options.filter((one) => isNeeded(one) && !isGiven(command, one));
  if (missingArguments.length + missingOptions.length === 0) return;
  if (!mayAsk()) throw missingError(command, missingArguments, missingOptions);

  for (const argument of missingArguments) {
    const value = await askFor(command, argument, names);
    const index = command.registeredArguments.indexOf(argument);
    command.processedArgs[index] = argument.variadic ? [value] : value;
  }
  for (const option of command.options) {
    const isExtra = command.alsoAsked.includes(option.long ?? '') && !isGiven(command, option);
    if (!missingOptions.includes(option) && !isExtra) continue;
    const value = option.isBoolean()
      ? await confirm(asQuestion(option.description), false)
      : await askFor(command, option, names);
    if (value === '') continue;
    command.setOptionValueWithSource(option.attributeName(), option.variadic ? [value] : value, 'cli');
  }
}

/** A verb that does something itself takes options of its sub-commands that it has as well: `backup worker X --app Y`. */
function takeFromVerb(command: CliCommand): void {
  const verb = command.parent;
  if (verb === null || verb.parent === null) return;
  for (const option of command.options) {
    const name = option.attributeName();
    if (isGiven(command, option) || verb.getOptionValueSource(name) !== 'cli') continue;
    command.setOptionValueWithSource(name, verb.getOptionValue(name), 'cli');
  }
}

/** A name that was given as `--name` is the first argument; what stands there belongs to the next. */
function takeNameFromOption(command: CliCommand): void {
  const name: unknown = command.isNamed ? command.getOptionValue('name') : undefined;
  if (typeof name !== 'string') return;
  const [, ...others] = command.registeredArguments;
  if (others.length === 0 && command.args.length > 0)
    throw new UsageError('The name is given twice: as an argument and with --name.');
  command.processedArgs = [
    name,
    ...others.map(({ variadic }, at) => (variadic ? command.args.slice(at) : command.args[at])),
  ];
}

function isGivenArgument(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function isGiven(command: CliCommand, option: Option): boolean {
  const source = command.getOptionValueSource(option.attributeName());
  return source !== undefined && source !== 'default';
}

async function askFor(command: CliCommand, part: Argument | Option, names: NameSource): Promise<unknown> {
  const question = asQuestion(part.description);
  if (part.argChoices !== undefined) return choose(question, part.argChoices);
  const kind = kindOf(command, part);
  if (isKnownThing(kind)) {
    const there = await thingsThere(command, kind, names);
    if (there.length > 0) return choose(question, there);
  }
  const before: unknown = part.defaultValue;
  const byDefault =
    typeof before === 'string' || typeof before === 'number'
      ? String(before)
      : isNeeded(part)
        ? undefined
        : '';
  const answer = await ask(question, byDefault, (given) => problemWith(part, given));
  return answer === '' ? '' : parsed(part, answer);
}

async function thingsThere(command: CliCommand, kind: KnownThing, names: NameSource): Promise<string[]> {
  return names.withEngine(async (client) => {
    if (kind === 'application') return namesOf(client, kind, '');
    const given: unknown = command.opts()['app'];
    const { id, name } = await names.findApplication(client, typeof given === 'string' ? given : undefined);
    // Not asked a second time.
    command.setOptionValueWithSource('app', name, 'cli');
    return namesOf(client, kind, id);
  });
}

function parsed(part: Argument | Option, given: string): unknown {
  return part.parseArg === undefined ? given : part.parseArg(given, undefined);
}

function problemWith(part: Argument | Option, given: string): string | undefined {
  try {
    parsed(part, given);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof InvalidArgumentError) return thrown.message;
    throw thrown;
  }
}

function missingError(
  command: CliCommand,
  missingArguments: readonly Argument[],
  missingOptions: readonly Option[],
): UsageError {
  const parts = [
    ...missingArguments.map((one) => `<${one.name()}> (${one.description})`),
    ...missingOptions.map((one) => `${one.flags.replace(/^-\w, /, '')} (${optionText(one)})`),
  ];
  return new UsageError(`This is missing: ${parts.join(', ').replaceAll(' (required)', '')}`, {
    advice: `See: dcm-processor ${wordsOf(command)} --help`,
  });
}

/** `name of the worker` as `Name of the worker`. */
function asQuestion(description: string): string {
  return description.charAt(0).toUpperCase() + description.slice(1);
}
