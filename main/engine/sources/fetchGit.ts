import { existsSync, mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import { explainGit } from './gitProblems.ts';
import type { GitAddress } from './gitAddress.ts';
import type { SourceLimits } from './limits.ts';
import { GitFailure, runGit } from './runGit.ts';
import type { Credentials, FetchWork, FetchedTree, SourceNetwork } from './types.ts';
import { watchFolder } from './watchFolder.ts';

/** A user name of such a length is a token: people write https://TOKEN@host as well. */
const shortestToken = 20;

/** Settings under which a repository that is not known can be looked at without running anything of it. */
const carefully = [
  ['core.hooksPath', process.platform === 'win32' ? 'NUL' : '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.longpaths', 'true'],
  ['advice.detachedHead', 'false'],
  ['submodule.recurse', 'false'],
  // What comes is written as it comes, so that it is seen to grow.
  ['fetch.unpackLimit', '1'],
] as const;

export interface GitFetch {
  address: GitAddress;
  ref: string | undefined;
  submodules: boolean;
  credentials: Credentials | null;
  /** Folder to be made. */
  target: string;
  limits: SourceLimits;
}

/**
 * Fetches one commit of a repository, without its history.
 * @throws EngineError `source-…`, `git-missing`, `disk-full`, `cancelled`
 */
export async function fetchGit(
  { address, ref, submodules, credentials, target, limits }: GitFetch,
  network: SourceNetwork,
  { signal, report }: FetchWork,
): Promise<FetchedTree> {
  if (address.path !== null && !existsSync(address.path))
    throw new EngineError('source-invalid', `There is no repository at ${address.path}.`);
  mkdirSync(target, { recursive: true });
  const { variables, secrets } = await network.forGit([
    ...carefully,
    ...credentialSettings(address, credentials),
  ]);
  const watch = watchFolder(target, address.shown, limits, (bytes) => report({ bytes }));
  const call = {
    folder: target,
    variables,
    protocols: address.protocols,
    secrets: [...secrets, ...(credentials === null ? [] : [credentials.user, credentials.password])],
    signal: AbortSignal.any([signal, watch.signal]),
    onLine(line: string) {
      watch.heard();
      const [, done, total] =
        /^(?:remote: )?(?:Receiving|Counting|Updating)[^(]*\((\d+)\/(\d+)\)/.exec(line) ?? [];
      if (done !== undefined && total !== undefined) report({ done: Number(done), total: Number(total) });
    },
  };
  const git = (...args: string[]) => runGit(args, call);
  try {
    await git('init', '--quiet', '--template=', '.');
    await git('config', 'remote.origin.url', address.address);
    const commit = await fetchCommit(git, address.address, ref);
    await git('checkout', '--progress', '--force', '--detach', commit);
    if (submodules && existsSync(path.join(target, '.gitmodules'))) await fetchSubmodules(git);
    await removeGitFolders(target);
    return {
      root: target,
      content: target,
      origin: {
        kind: 'git',
        path: address.path,
        url: address.path === null ? address.shown : null,
        ref: ref ?? null,
        commit,
        submodules,
      },
    };
  } catch (cause) {
    if (cause instanceof GitFailure) throw explainGit(cause.message, address.shown);
    throw cause;
  } finally {
    watch.end();
  }
}

type Git = (...args: string[]) => Promise<string>;

/** @returns the full hash of the commit */
async function fetchCommit(git: Git, address: string, ref: string | undefined): Promise<string> {
  const commitOf = async (name: string) =>
    (await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)).trim();
  const fetch = (...more: string[]) => git('fetch', '--progress', '--no-tags', '--force', ...more);
  const wanted = ref ?? 'HEAD';
  try {
    await fetch('--depth=1', '--', address, wanted);
    return await commitOf('FETCH_HEAD');
  } catch (cause) {
    if (!(cause instanceof GitFailure)) throw cause;
    // Old servers know no shallow fetch.
    const knowsNoDepth = /shallow|dumb http/i.test(cause.message);
    // A short hash, or a commit that the server does not hand out by itself, is looked for in the whole history.
    const isHash = /^[0-9a-f]{4,64}$/i.test(wanted);
    if (!knowsNoDepth && !isHash) throw cause;
    if (!isHash) {
      await fetch('--', address, wanted);
      return commitOf('FETCH_HEAD');
    }
  }
  await fetch('--', address, '+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*');
  return commitOf(wanted).catch((cause: unknown) => {
    throw cause instanceof GitFailure ? new GitFailure(`unknown revision ${wanted}`) : cause;
  });
}

async function fetchSubmodules(git: Git): Promise<void> {
  const update = ['submodule', 'update', '--init', '--recursive', '--progress'];
  try {
    await git(...update, '--depth=1');
  } catch (cause) {
    if (
      !(cause instanceof GitFailure) ||
      !/shallow|dumb http|did not contain|unadvertised|not our ref/i.test(cause.message)
    )
      throw cause;
    await git(...update);
  }
}

/** By git's own variables: arguments are seen by every user of the machine. */
function credentialSettings(
  { site }: GitAddress,
  credentials: Credentials | null,
): (readonly [key: string, value: string])[] {
  if (site === null || credentials === null) return [];
  const { user, password } = credentials;
  // A name alone is for git's own credential helper, which knows the password.
  if (password === '' && user.length < shortestToken) return [[`credential.${site}.username`, user]];
  const token = Buffer.from(`${user}:${password}`).toString('base64');
  return [[`http.${site}/.extraHeader`, `Authorization: Basic ${token}`]];
}

/** Only files are wanted; what git keeps of itself has no place in a service. */
async function removeGitFolders(folder: string): Promise<void> {
  await rm(path.join(folder, '.git'), { recursive: true, force: true, maxRetries: 3 });
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeGitFolders(path.join(folder, entry.name));
  }
}
