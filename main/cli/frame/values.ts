import { Option } from 'commander';
import type { Argument } from 'commander';
import type { EngineClient } from '../../../contract/index.ts';
import type { CliCommand } from './cliCommand.ts';
import { wordsOf } from './commandText.ts';

/** Things with names that the engine knows. */
export const knownThings = ['application', 'service', 'worker', 'peer', 'channel'] as const;
export type KnownThing = (typeof knownThings)[number];

/** What may be written for an option or argument. */
export type ValueKind = KnownThing | 'folder' | 'file' | 'text';

/** Verbs whose `name` is a new one. */
const makingVerbs = new Set(['create', 'install', 'import-legacy', 'restore', 'clone', 'link']);
const nouns: Record<string, KnownThing> = {
  app: 'application',
  application: 'application',
  service: 'service',
  worker: 'worker',
  peer: 'peer',
  channel: 'channel',
};

/** What may be written for it, told by how it is called and of what. */
export function kindOf(command: CliCommand, part: Argument | Option): ValueKind {
  const isOption = part instanceof Option;
  const placeholder = isOption ? (/[<[]([^>\]]+?)(?:\.\.\.)?[>\]]/.exec(part.flags)?.[1] ?? '') : part.name();
  if (/^folders?$/.test(placeholder)) return 'folder';
  if (/^(files?|paths?)$/.test(placeholder)) return 'file';
  // Of `<name=service>` a name is only a part.
  if (!/^[\w-]+$/.test(placeholder)) return 'text';
  const name = isOption ? part.name() : placeholder;
  if (name !== 'name') return nouns[name] ?? 'text';
  if (nouns[placeholder] !== undefined) return nouns[placeholder];
  const [verb = '', noun = ''] = wordsOf(command).split(' ');
  return makingVerbs.has(verb) ? 'text' : (nouns[noun] ?? 'text');
}

/** The application that an option of a command names. */
export function applicationNamed(command: CliCommand): string | undefined {
  const named = command.options
    .filter((option) => kindOf(command, option) === 'application')
    .map((option): unknown => command.getOptionValue(option.attributeName()));
  return named.find((value) => typeof value === 'string');
}

export function isKnownThing(kind: ValueKind): kind is KnownThing {
  return knownThings.some((thing) => thing === kind);
}

/** Names of what there is of a kind; of one application, but for applications themselves. */
export async function namesOf(
  client: EngineClient,
  kind: KnownThing,
  application: string,
): Promise<string[]> {
  if (kind === 'application') return (await client.request('applications.list', {})).map(nameOf);
  if (kind === 'channel') {
    const { channels } = await client.request('channels.list', { application });
    return channels.map(({ channel }) => channel);
  }
  const routes = { service: 'services.list', worker: 'workers.list', peer: 'peers.list' } as const;
  const things: { name: string }[] = await client.request(routes[kind], { application });
  return things.map(nameOf);
}

const nameOf = ({ name }: { name: string }) => name;
