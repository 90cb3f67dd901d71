import { mkdirSync, rmSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { Source, SourceOrigin, StagedSource } from '../../../contract/index.ts';
import type { Logger } from '../context/index.ts';
import type { Secrets } from '../secrets/index.ts';
import { readWebAddress } from './download.ts';
import { fetchArchive } from './fetchArchive.ts';
import { fetchGit } from './fetchGit.ts';
import { checkRef, readGitAddress } from './gitAddress.ts';
import { usualLimits } from './limits.ts';
import type { SourceLimits } from './limits.ts';
import { suggestName } from './suggestName.ts';
import { candidatesIn, checkTree, holdsOf, subfolderOf } from './tree.ts';
import type { Credentials, FetchWork, FetchedTree, SourceNetwork, SourceTasks, Sources } from './types.ts';

/** What was fetched is kept so long, in milliseconds. */
const keptFor = 24 * 60 * 60_000;

interface Entry {
  source: Source;
  /** Of ours, to be removed; null for a folder of somebody else. */
  staged: string | null;
  tree: FetchedTree | null;
  view: Omit<StagedSource, 'id'>;
  expiry: NodeJS.Timeout;
}

/** Fetches into the data home; what an engine before has left there goes at once. */
export function createSources(options: {
  home: string;
  tasks: SourceTasks;
  network: SourceNetwork;
  secrets: Pick<Secrets, 'get' | 'set'>;
  log: Logger;
  limits?: SourceLimits;
}): Sources {
  const { home, tasks, network, secrets, log, limits = usualLimits } = options;
  const place = path.join(home, 'sources');
  const entries = new Map<string, Entry>();
  const left = (cause: unknown) => log.warn({ cause: String(cause) }, 'what was fetched is left');
  try {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  } catch (cause) {
    left(cause);
  }

  function entryOf(id: string): Entry {
    const entry = entries.get(id);
    if (entry === undefined) throw new EngineError('source-not-found');
    return entry;
  }
  /** Those of the address, else those that were remembered for its host. */
  async function credentialsFor(source: Source): Promise<Credentials | null> {
    const { site, credentials } = siteOf(source);
    if (credentials !== null || site === null) return credentials;
    // What was kept for one address is not sent in the open to another of that host.
    const { protocol, hostname } = new URL(site);
    if (protocol !== 'https:' && !isThisMachine(hostname)) return null;
    const kept = await secrets.get(secretOf(site));
    if (kept === null) return null;
    const [, user = 'token', password = kept] = /^([^:]*):(.*)$/s.exec(kept) ?? [];
    return { user, password };
  }
  async function fetch(source: Source, target: string, work: FetchWork): Promise<FetchedTree> {
    if (source.kind === 'folder') return folderTree(source.path);
    const credentials = await credentialsFor(source);
    mkdirSync(place, { recursive: true, mode: 0o700 });
    if (source.kind === 'git') {
      const { url, ref, submodules } = source;
      const address = readGitAddress(url);
      return fetchGit(
        { address, ref: ref || undefined, submodules, credentials, target, limits },
        network,
        work,
      );
    }
    const { path: file, url, sha256 } = source;
    return fetchArchive({ path: file, url, sha256, credentials, target, limits }, network, work);
  }
  async function look(entry: Entry, subfolder: string, signal: AbortSignal): Promise<Entry['view']> {
    const { source, tree } = entry;
    if (tree === null) throw new EngineError('source-not-found');
    const folder = await subfolderOf(tree, subfolder);
    await checkTree(folder, { limits, boundary: source.kind === 'folder' ? null : tree.root, signal });
    const holds = await holdsOf(folder);
    const origin: SourceOrigin = {
      ...tree.origin,
      subfolder: path.relative(tree.content, folder).replaceAll(path.sep, '/'),
      contentHash: '',
    };
    return {
      state: 'ready',
      folder,
      origin,
      suggestedName: suggestName(origin.url ?? origin.path ?? '', origin.subfolder),
      holds,
      // Those stay to be chosen from when one of them was.
      candidates: holds === 'unknown' ? await candidatesIn(tree.content) : entry.view.candidates,
      problem: null,
    };
  }
  async function remove(id: string): Promise<void> {
    const entry = entries.get(id);
    if (entry === undefined) return;
    clearTimeout(entry.expiry);
    entries.delete(id);
    if (entry.view.state === 'fetching') {
      tasks.cancel(id);
      await tasks.ended(id);
    }
    if (entry.staged !== null) await rm(entry.staged, { recursive: true, force: true, maxRetries: 3 });
  }
  const get = (id: string): StagedSource => ({ id, ...entryOf(id).view });

  return {
    async open(source, remember) {
      check(source);
      const { site, credentials, shown } = siteOf(source);
      const task = tasks.start('fetch', shown, async (work) => {
        const entry = entryOf(work.id);
        if (entry.staged !== null) work.making(entry.staged);
        try {
          entry.tree = await fetch(source, path.join(place, work.id), work);
          const view = await look(entry, source.kind === 'folder' ? '' : source.subfolder, work.signal);
          // Only those that were accepted.
          if (remember && site !== null && credentials !== null)
            await secrets.set(secretOf(site), `${credentials.user}:${credentials.password}`);
          entry.view = view;
        } catch (cause) {
          const failure = toEngineError(cause);
          const state = work.signal.aborted ? 'cancelled' : 'failed';
          entry.view = { ...entry.view, state, problem: failure.toReply() };
          throw failure;
        }
      });
      const expiry = setTimeout(() => {
        remove(task.id).catch(left);
      }, keptFor).unref();
      entries.set(task.id, {
        source,
        staged: source.kind === 'folder' ? null : path.join(place, task.id),
        tree: null,
        view: {
          state: 'fetching',
          folder: null,
          origin: null,
          suggestedName: null,
          holds: null,
          candidates: [],
          problem: null,
        },
        expiry,
      });
      return task;
    },
    get,
    async choose(id, subfolder) {
      const entry = entryOf(id);
      if (entry.view.state !== 'ready') throw new EngineError('source-not-found');
      entry.view = await look(entry, subfolder, AbortSignal.timeout(10 * 60_000));
      return get(id);
    },
    async close(id) {
      entryOf(id);
      await remove(id);
    },
    async end() {
      await Promise.all([...entries.keys()].map((id) => remove(id).catch(left)));
    },
  };
}

const isThisMachine = (hostname: string) => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
const secretOf = (site: string) => `host/${new URL(site).host}`;

/** What can be told from a source alone. @throws EngineError `source-invalid` */
function check(source: Source): void {
  if (source.kind === 'folder') {
    if (!path.isAbsolute(source.path))
      throw new EngineError('source-invalid', `The folder must be a full path, not "${source.path}".`);
    return;
  }
  if (source.kind === 'git') {
    readGitAddress(source.url);
    if (source.ref) checkRef(source.ref);
    return;
  }
  if ((source.path === undefined) === (source.url === undefined))
    throw new EngineError('source-invalid', 'Say which file or which address the archive has, one of both.');
  if (source.url !== undefined) readWebAddress(source.url);
  if (source.path !== undefined && !path.isAbsolute(source.path))
    throw new EngineError('source-invalid', `The archive must be a full path, not "${source.path}".`);
}

/** Whom a source is asked of, how it is shown, and the credentials that were typed. */
function siteOf(source: Source): { site: string | null; shown: string; credentials: Credentials | null } {
  if (source.kind === 'folder') return { site: null, shown: source.path, credentials: null };
  if (source.kind === 'git') return readGitAddress(source.url);
  if (source.url === undefined) return { site: null, shown: source.path ?? '', credentials: null };
  const { address, shown, credentials } = readWebAddress(source.url);
  return { site: new URL(address).origin, shown, credentials };
}

async function folderTree(folder: string): Promise<FetchedTree> {
  const root = path.resolve(folder);
  const found = await stat(root).catch((cause: unknown) => {
    throw new EngineError('source-invalid', `There is no folder ${root}.`, { cause });
  });
  if (!found.isDirectory())
    throw new EngineError('source-invalid', `${root} is no folder.`, {
      advice: 'A ZIP, tar or tar.gz file is taken as an archive.',
    });
  const origin = {
    kind: 'folder',
    path: root,
    url: null,
    ref: null,
    commit: null,
    submodules: true,
  } as const;
  return { root, content: root, origin };
}
