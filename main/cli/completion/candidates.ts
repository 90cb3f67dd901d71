import type { Argument, Option } from 'commander';
import { groupsIn, isKnownThing, kindOf } from '../frame/index.ts';
import type { CliCommand, KnownThing } from '../frame/index.ts';

/** A word that may stand where the cursor is. */
export interface Candidate {
  value: string;
  description: string;
}

/** What may stand where the cursor is. */
export interface Completion {
  words: Candidate[];
  /** What the shell finds itself. */
  paths: 'files' | 'folders' | null;
  /** What only the engine knows. `prefix` is what stands before a name in the same word: `--app=`. */
  names: { of: KnownThing; prefix: string } | null;
}

const nothing: Completion = { words: [], paths: null, names: null };

/** Where in the definitions a line has come to. */
interface Place {
  command: CliCommand;
  /** Arguments of the command that stand on the line already. */
  given: number;
  /** An option whose value comes next; of a variadic one, more values may come. */
  open: Option | null;
  /** After `--` nothing is an option. */
  isPlain: boolean;
}

/**
 * What may stand at the end of a line.
 * @param before the words of the line before it, without the name of the program
 * @param current what of the word is written already; may be empty
 */
export function completionOf(program: CliCommand, before: readonly string[], current: string): Completion {
  const place = placeAfter(program, before);
  const { command, open, given } = place;
  const withValue = /^(--[\w-]+=)(.*)$/s.exec(current);
  if (withValue !== null && !place.isPlain) {
    const [, prefix = '', value = ''] = withValue;
    const option = optionNamed(program, command, prefix.slice(0, -1));
    return option === null ? nothing : valuesOf(command, option, value, prefix);
  }
  if (current.startsWith('-') && !place.isPlain) return onlyWords(optionsOf(program, command), current);
  if (open !== null) return valuesOf(command, open, current, '');

  const commands = given > 0 || place.isPlain ? [] : groupsIn(command).filter(({ isHidden }) => !isHidden);
  const words = commands.map((one) => ({ value: one.name(), description: one.description() }));
  const argument = argumentAt(command, given);
  if (argument !== null) {
    const values = valuesOf(command, argument, current, '');
    return { ...values, words: [...matching(words, current), ...values.words] };
  }
  if (commands.length > 0) return onlyWords(words, current);
  return command.doesSomething ? onlyWords(optionsOf(program, command), current) : nothing;
}

function placeAfter(program: CliCommand, before: readonly string[]): Place {
  const place: Place = { command: program, given: 0, open: null, isPlain: false };
  for (const word of before) {
    // bash gives the three parts of `--app=Demo` as words.
    if (word === '=') continue;
    if (place.isPlain) place.given += 1;
    else if (word === '--') Object.assign(place, { isPlain: true, open: null });
    else if (word.startsWith('-') && word !== '-') {
      const option = word.includes('=') ? null : optionNamed(program, place.command, word);
      place.open = option !== null && !option.isBoolean() ? option : null;
    } else if (place.open !== null) {
      if (!place.open.variadic) place.open = null;
    } else {
      const below = groupsIn(place.command).find(
        (one) => place.given === 0 && (one.name() === word || one.aliases().includes(word)),
      );
      if (below === undefined) place.given += 1;
      else place.command = below;
    }
  }
  return place;
}

function optionNamed(program: CliCommand, command: CliCommand, flag: string): Option | null {
  return (
    [...command.options, ...program.options].find((one) => one.long === flag || one.short === flag) ?? null
  );
}

/** Options of a command and of the whole program. */
function optionsOf(program: CliCommand, command: CliCommand): Candidate[] {
  const own = command === program ? [] : command.options;
  const candidates = [...own, ...program.options]
    .filter(({ hidden, long }) => !hidden && typeof long === 'string')
    .map((one) => ({ value: one.long ?? '', description: one.description }));
  return [...candidates, { value: '--help', description: 'display help for command' }];
}

function argumentAt({ registeredArguments }: CliCommand, given: number): Argument | null {
  const last = registeredArguments.at(-1);
  return registeredArguments[given] ?? (last?.variadic === true ? last : null);
}

function valuesOf(command: CliCommand, part: Argument | Option, current: string, prefix: string): Completion {
  const kind = kindOf(command, part);
  return {
    words: matching(
      (part.argChoices ?? []).map((value) => ({ value: prefix + value, description: '' })),
      prefix + current,
    ),
    paths: kind === 'file' ? 'files' : kind === 'folder' ? 'folders' : null,
    names: isKnownThing(kind) ? { of: kind, prefix } : null,
  };
}

function onlyWords(candidates: readonly Candidate[], current: string): Completion {
  return { ...nothing, words: matching(candidates, current) };
}

/** Those that begin with what is written, in the order of the alphabet. */
export function matching(candidates: readonly Candidate[], current: string): Candidate[] {
  const written = unquoted(current);
  return candidates
    .filter(({ value }) => value.startsWith(written))
    .sort((one, other) => (one.value < other.value ? -1 : 1));
}

/** Shells hand over what stands on the line, with its quotes. */
function unquoted(written: string): string {
  return written.replace(/^['"]/, '').replaceAll(/\\(.)/gs, '$1');
}
