import { createHash } from 'node:crypto';
import { close, createReadStream, open } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { systemCode } from '../context/index.ts';
import type { ApplicationFolders } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { identifiersOf, readHeader } from '../dicom/index.ts';
import type { Commits } from './commits.ts';
import { instancesOfSeries } from './readers.ts';
import { findKnown } from './rows.ts';
import type { PlacedInstance } from './rows.ts';
import type { Reindexed } from './types.ts';
import type { UidLocks } from './uidLocks.ts';

/** Instances that are found again in one transaction. */
const perCommit = 64;

const [openFd, closeFd] = [promisify(open), promisify(close)];
const suffix = '.dcm';

interface Surroundings {
  folders: ApplicationFolders;
  history: History;
  locks: UidLocks;
  commits: Commits;
}

/** See `Archive.reindex`. Doing it twice does no harm. */
export async function reindex(surroundings: Surroundings, signal: AbortSignal): Promise<Reindexed> {
  const { archive } = surroundings.folders;
  const sum: Reindexed = { found: 0, notUnderstood: 0, gone: 0 };
  // Before anything that comes meanwhile; what has no folder is missed below.
  const missed = new Map(
    surroundings.history
      .all<{ id: string; count: number }>(
        'SELECT id, instance_count AS count FROM series WHERE instance_count > 0',
      )
      .map(({ id, count }) => [id, count]),
  );
  for (const first of await namesIn(archive)) {
    if (first.length !== 2) continue;
    for (const seriesId of await namesIn(path.join(archive, first))) {
      signal.throwIfAborted();
      missed.delete(seriesId);
      const one = await reindexSeries(surroundings, path.join(archive, first, seriesId), seriesId, signal);
      sum.found += one.found;
      sum.notUnderstood += one.notUnderstood;
      sum.gone += one.gone;
    }
  }
  for (const count of missed.values()) sum.gone += count;
  return sum;
}

async function reindexSeries(
  surroundings: Surroundings,
  folder: string,
  seriesId: string,
  signal: AbortSignal,
): Promise<Reindexed> {
  const { history, folders } = surroundings;
  const names = (await namesIn(folder)).filter((name) => name.endsWith(suffix));
  const known = knownIds(history, folders, seriesId);
  const here = new Set(names.map((name) => path.basename(name, suffix)));
  const unknown = [...here].filter((id) => !known.has(id));
  const gone = [...known].filter((id) => !here.has(id)).length;
  let found = 0;
  let understood = 0;
  for (let at = 0; at < unknown.length; at += perCommit) {
    const batch: PlacedInstance[] = [];
    for (const id of unknown.slice(at, at + perCommit)) {
      signal.throwIfAborted();
      const instance = await readAgain(path.join(folder, `${id}${suffix}`));
      if (instance?.ids.instance === id && instance.ids.series === seriesId) batch.push(instance);
    }
    understood += batch.length;
    found += await addRows(surroundings, batch);
  }
  return { found, notUnderstood: unknown.length - understood, gone };
}

function knownIds(history: History, folders: ApplicationFolders, seriesId: string): Set<string> {
  const series = history.get<{ key: number }>('SELECT key FROM series WHERE id = ?', [seriesId]);
  if (series === undefined) return new Set();
  return new Set(instancesOfSeries(history, folders.archive, series.key).map(({ id }) => id));
}

/** Those that came again by a door meanwhile have their rows already. */
async function addRows({ history, locks, commits }: Surroundings, batch: PlacedInstance[]): Promise<number> {
  const uids = batch.map(({ staged }) => staged.header.SOPInstanceUID);
  const release = await locks.hold(uids);
  try {
    const known = findKnown(history, uids);
    const fresh = batch.filter(({ staged }) => !known.has(staged.header.SOPInstanceUID));
    if (fresh.length === 0) return 0;
    await commits.add({ fresh, record: () => undefined, flushed: true, committed: () => undefined });
    return fresh.length;
  } finally {
    release();
  }
}

/** The instance that a file holds, or null where it is none. */
async function readAgain(file: string): Promise<PlacedInstance | null> {
  const { size } = await stat(file);
  const fd = await openFd(file, 'r');
  try {
    const reading = await readHeader(fd, size);
    if (reading.kind !== 'instance') return null;
    const hash = createHash('sha256');
    const stream = createReadStream(file, { fd, autoClose: false, start: reading.form.dataSetAt });
    for await (const block of stream) hash.update(block);
    const source = { taskId: null, path: null, stamp: null };
    return {
      staged: { stagingFile: file, size, contentHash: hash.digest(), header: reading.header, source },
      ids: identifiersOf(reading.header),
    };
  } finally {
    await closeFd(fd);
  }
}

/** What lies in a folder; nothing where it is none. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(systemCode(cause))) return [];
    throw cause;
  }
}
