import { statSync } from 'node:fs';
import path from 'node:path';
import { EngineError, hasCredentials, toEngineError } from '../../contract/index.ts';
import type { EngineClient, ServiceSource, SourceInput, SourceOrigin } from '../../contract/index.ts';
import { followCancellable } from './followCancellable.ts';
import { UsageError } from './frame/index.ts';
import type { CliCommand } from './frame/index.ts';
import { choose, mayAsk } from './terminal/index.ts';
import type { Output } from './terminal/index.ts';

/** Options that name where a service or worker is taken from. */
export interface SourceOptions {
  path?: string;
  git?: boolean;
  web?: boolean;
  subPath?: string;
  ref?: string;
  submodules?: boolean;
  sha256?: string;
  remember?: boolean;
}

/** Adds the options of a source to a command; `--path` is added by the command itself. */
export function withSourceOptions(command: CliCommand): CliCommand {
  return command
    .option('--git', 'the path is the address of a git repository (told by itself where it ends in .git)')
    .option(
      '--web',
      'the path is the address of an archive (told by itself where it ends in .zip or .tar.gz)',
    )
    .option('-s, --sub-path <folder>', 'folder in the repository or archive')
    .option('--ref <ref>', 'branch, tag or commit of the repository')
    .option('--no-submodules', 'leave out submodules of the repository')
    .option('--sha256 <hash>', 'what the archive must hash to')
    .option(
      '--remember',
      'keep the user name and password of the address as a secret, for everything else of its host',
    );
}

/**
 * Fetches what the options name and does something with it; what was fetched is removed afterwards.
 * @param holds what is looked for where the sub-folder is not named
 * @throws UsageError for options that do not fit; EngineError as the engine says it
 */
export async function withSource<Result>(
  { client, output }: { client: EngineClient; output: Output },
  options: SourceOptions,
  holds: 'service' | 'worker',
  work: (source: ServiceSource, folder: string) => Promise<Result>,
): Promise<Result> {
  const source = sourceIn(options);
  if (source.kind === 'folder') return work({ folder: source.path }, source.path);
  const task = await client.request('sources.open', { source, remember: options.remember === true });
  const { id } = task;
  try {
    const { task: ended, isCancelled } = await followCancellable(client, null, task, output);
    if (isCancelled) throw new EngineError('cancelled', 'It was cancelled; nothing was changed.');
    if (ended.state !== 'succeeded') {
      const { problem } = await client.request('sources.get', { id });
      if (problem !== null) throw EngineError.fromReply(problem);
      throw new EngineError('source-invalid', ended.problem ?? 'Nothing was fetched.');
    }
    return await work({ staged: id }, await chosenFolder(client, id, holds));
  } finally {
    // What went wrong before is what the command fails with.
    await client
      .request('sources.close', { id })
      .catch((thrown: unknown) => output.note(toEngineError(thrown).message));
  }
}

/** Takes the only sub-folder that holds what is wanted, or asks which. @returns where it lies */
async function chosenFolder(client: EngineClient, id: string, holds: 'service' | 'worker'): Promise<string> {
  const staged = await client.request('sources.get', { id });
  const fitting = staged.candidates.filter((one) => one.holds === holds).map(({ subfolder }) => subfolder);
  const [only] = fitting;
  if (staged.holds === holds || only === undefined) return staged.folder ?? '';
  if (fitting.length > 1 && !mayAsk()) {
    throw new UsageError(`There are several in it. Say which with --sub-path.`, {
      advice: `There are: ${fitting.join(', ')}`,
    });
  }
  const subfolder = fitting.length === 1 ? only : await choose(`Which ${holds}?`, fitting);
  const chosen = await client.request('sources.choose', { id, subfolder });
  return chosen.folder ?? '';
}

/**
 * The options as they were given; where they do not say, as something was installed before.
 * @throws UsageError where that is not known
 */
export function optionsAgain(given: SourceOptions, origin: SourceOrigin | null, name: string): SourceOptions {
  const place = origin?.url ?? origin?.path ?? null;
  if (origin === null || place === null) {
    throw new UsageError(
      `It is not known where "${name}" came from. Say where its new files are with --path.`,
    );
  }
  return {
    path: place,
    git: given.git ?? origin.kind === 'git',
    web: given.web ?? (origin.kind === 'archive' && origin.url !== null),
    subPath: given.subPath ?? origin.subfolder,
    ref: given.ref ?? origin.ref ?? undefined,
    submodules: given.submodules !== false && origin.submodules,
    sha256: given.sha256,
    remember: given.remember,
  };
}

/** What the options name. @throws UsageError */
export function sourceIn(options: SourceOptions): SourceInput {
  const { path: given = '', git, web, subPath, ref, submodules = true, sha256, remember } = options;
  if (given.trim() === '') throw new UsageError('Say where it is with --path.');
  if (git === true && web === true) throw new UsageError('Give only one of --git and --web.');
  const kind = git === true ? 'git' : web === true ? 'archive' : kindOfPlace(given);
  if (kind !== 'git' && (ref !== undefined || !submodules)) {
    throw new UsageError('--ref and --no-submodules are for git repositories.', {
      advice: 'Add --git where the path is the address of one.',
    });
  }
  if (kind !== 'archive' && sha256 !== undefined) throw new UsageError('--sha256 is for archives.');
  if (remember === true && !hasCredentials(given)) {
    throw new UsageError('There is no user name or password in the path that --remember could keep.', {
      advice: 'Write it as https://NAME:PASSWORD@HOST/…, or keep one with: set secret host/HOST',
    });
  }
  if (kind === 'git') {
    const url = isAddress(given) ? given : path.resolve(given);
    return {
      kind,
      url,
      submodules,
      ...(ref !== undefined && { ref }),
      ...(subPath !== undefined && { subfolder: subPath }),
    };
  }
  if (kind === 'archive') {
    return {
      kind,
      ...(isAddress(given) ? { url: given } : { path: path.resolve(given) }),
      ...(sha256 !== undefined && { sha256 }),
      ...(subPath !== undefined && { subfolder: subPath }),
    };
  }
  return { kind, path: path.resolve(given, subPath ?? '') };
}

function kindOfPlace(given: string): 'folder' | 'git' | 'archive' {
  if (!isAddress(given)) {
    return statSync(given, { throwIfNoEntry: false })?.isFile() === true ? 'archive' : 'folder';
  }
  const isArchive = /^https?:.*\.(?:zip|tar|tgz|tar\.gz)(?:[?#].*)?$/i.test(given);
  return isArchive ? 'archive' : 'git';
}

/** True for `https://…`, and for `user@host:path` as git has it; a drive letter is no host. */
function isAddress(given: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(given) || /^[^/\\@\s]+@[^/\\:\s]+:/.test(given);
}
