import path from 'node:path';
import { archivedFiles } from '../../archive/index.ts';
import { runFolders } from '../../context/index.ts';
import type { ApplicationFolders } from '../../context/index.ts';
import type { History } from '../../database/index.ts';
import { namesOf } from './parts.ts';
import type { CopiedParts } from './parts.ts';
import { walk } from './walk.ts';
import type { CopiedFile, LeftOut } from './walk.ts';

/** What is copied of an application, and from where. */
export interface CopySource {
  folders: ApplicationFolders;
  parts: CopiedParts;
  /** A copy of its history, of one moment; null where data are not copied. */
  history: History | null;
  /** Passwords of its peers by their files, readable everywhere; none where they are not asked for, or copied as files. */
  openSecrets: Readonly<Record<string, string>>;
}

/** What became known while files were looked for. */
export interface CopyNotes {
  leftOut: LeftOut;
  /** An instance that the history names has no file. */
  missing: () => void;
}

/** Folders and files that services and workers are; small, and installed at once. See `copyInstalled`. */
export async function* installedFiles(
  { folders, parts }: CopySource,
  { leftOut }: CopyNotes,
): AsyncGenerator<CopiedFile> {
  const names = [
    ...(parts.services ? namesOf('services') : []),
    ...(parts.workers ? namesOf('workers') : []),
    ...secretNames(parts),
  ];
  for (const name of names) {
    // Compiled code, and what an installation is about to put in place.
    const skip = (inner: string) => inner.startsWith(`${name}/.`);
    yield* walk(path.join(folders.root, name), name, { leftOut, skip });
  }
}

function secretNames({ secrets }: CopiedParts): string[] {
  if (secrets === 'none') return [];
  if (secrets === 'peers') return ['peer-secrets'];
  const elsewhere = new Set(['components', 'peer-secrets']);
  // Of components only how one logs in: what they store comes again from the archive. Passwords of peers come opened.
  return [...namesOf('secrets').filter((name) => !elsewhere.has(name)), 'components/orthanc/access.json'];
}

/**
 * Instances as the history names them, and what is in quarantine.
 * @throws what the system says where one is there and cannot be looked at: a copy would be less than it seems
 */
export async function* receivedFiles(source: CopySource, notes: CopyNotes): AsyncGenerator<CopiedFile> {
  const { folders, history } = source;
  if (history === null) return;
  const leftOut: LeftOut = (name, why, cause) => {
    if (why === 'unreadable') throw cause;
    notes.leftOut(name, why);
  };
  for (const series of archivedFiles(history, folders.archive)) {
    for (const { file } of series) {
      const name = `archive/${path.relative(folders.archive, file).split(path.sep).join('/')}`;
      let isThere = false;
      for await (const found of walk(file, name, { leftOut })) {
        isThere = found.kind === 'file';
        yield found;
      }
      if (!isThere) notes.missing();
    }
  }
  for (const { id } of history.all<{ id: string }>('SELECT id FROM quarantine ORDER BY id')) {
    yield* walk(path.join(folders.quarantine, `${id}.dcm`), `quarantine/${id}.dcm`, { leftOut });
  }
}

/** Folders of runs, those that have not ended first: their jobs go on. */
export async function* runFiles(
  { folders, history, parts }: CopySource,
  notes: CopyNotes,
): AsyncGenerator<CopiedFile> {
  if (history === null) return;
  const open = "state = 'active' OR delivered_at IS NULL";
  const orders = [`WHERE ${open}`, ...(parts.runs ? [`WHERE NOT (${open})`] : [])];
  for (const order of orders) {
    for (const { id } of history.all<{ id: string }>(`SELECT id FROM run ${order} ORDER BY number`)) {
      yield* walk(runFolders(folders, id).root, `runs/${id}`, notes);
    }
  }
  if (parts.runs) yield* walk(folders.logs, 'logs', notes);
}

/** What was tried beside the history. */
export async function* trialFiles(
  { folders, history, parts }: CopySource,
  notes: CopyNotes,
): AsyncGenerator<CopiedFile> {
  if (history === null || !parts.trials) return;
  // How a workbench is opened, passwords included, is written anew each time that it is.
  const skip = (inner: string) => parts.secrets !== 'all' && /^workbench\/[^/]+\/job\.json$/.test(inner);
  for (const name of namesOf('trials')) yield* walk(path.join(folders.root, name), name, { ...notes, skip });
}
