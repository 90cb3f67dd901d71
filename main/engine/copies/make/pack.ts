import { rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../../../contract/index.ts';
import type { BackupParts } from '../../../../contract/index.ts';
import type { ApplicationSettings } from '../../applications/index.ts';
import { syncFolder } from '../../archive/index.ts';
import { applicationFolders } from '../../context/index.ts';
import type { OwnPlaces, Stillness } from '../../context/index.ts';
import { makeBackup } from '../../database/index.ts';
import type { GeneralTaskWork } from '../../tasks/index.ts';
import { portableSettings } from '../settle/settings.ts';
import { copyInThread } from '../thread/copyThread.ts';
import type { CopyNotesTold } from '../thread/order.ts';
import { assertTarget, putInPlace, withFolder } from './target.ts';

/** An application that is copied; it may be in use. */
export interface OriginalApplication {
  folder: string;
  /** Folders that no backup may lie in. */
  own: OwnPlaces;
  settings: ApplicationSettings;
  stillness: Stillness;
  services: string[];
  workers: string[];
}

/** What of it goes into which file. */
export interface PackRequest {
  file: string;
  include: BackupParts;
  /** Passwords of its peers by their files, unsealed; null where no secret goes with it. */
  openSecrets: Readonly<Record<string, string>> | null;
  /** The original is removed afterwards: what is there and cannot be read has the backup fail. */
  isLast: boolean;
  productVersion: string;
}

/**
 * Writes an application into one file.
 * @throws EngineError `file-exists`, `folder-not-usable`, `disk-full`, `disk-failed`, `database-damaged`,
 * `application-busy`
 */
export async function packApplication(
  work: GeneralTaskWork,
  original: OriginalApplication,
  request: PackRequest,
): Promise<CopyNotesTold> {
  const { file, include, openSecrets, productVersion } = request;
  const hasSecrets = openSecrets !== null;
  const { folder, settings } = original;
  await assertTarget(file, original.own);
  const parts = onlyWithData(include);
  const unfinished = `${file}.${work.id}.part`;
  return withFolder(path.dirname(file), unfinished, () =>
    withSnapshot(work, original, parts.data, async (snapshot) => {
      work.making(unfinished);
      const notes = await copyInThread(
        {
          kind: 'pack',
          source: {
            root: folder,
            parts: { ...parts, services: true, workers: true, secrets: hasSecrets ? 'all' : 'none' },
            snapshot,
            openSecrets: { ...openSecrets },
          },
          target: unfinished,
          settings: `${JSON.stringify(portableSettings(settings, hasSecrets), null, 2)}\n`,
          description: {
            name: settings.name,
            at: Date.now(),
            productVersion,
            folder,
            parts,
            hasSecrets,
            bytes: 0,
            counts: { files: 0, patients: 0, studies: 0, instances: 0, runs: 0 },
            services: original.services,
            workers: original.workers,
          },
        },
        work,
      );
      work.signal.throwIfAborted();
      if (request.isLast && notes.unreadable > 0) throw notWhole(file, notes.unreadable);
      await putInPlace(work, unfinished, file);
      await syncFolder(path.dirname(file));
      return notes;
    }),
  );
}

function notWhole(file: string, unreadable: number): EngineError {
  return new EngineError(
    'disk-failed',
    `${unreadable} ${unreadable === 1 ? 'file or folder' : 'files and folders'} of the application cannot be read, so that ${file} would not be all of it.`,
    {
      advice:
        'Give yourself the right to read them, or look after the disk. A backup of its own leaves them out; then the application can be removed without one.',
    },
  );
}

/** What has no meaning without the data is left out with them. */
export function onlyWithData({ data, runs, trials }: BackupParts): BackupParts {
  return { data, runs: data && runs, trials: data && trials };
}

/** Does something with a copy of the history, of one moment, while nothing that it names is taken away. */
export async function withSnapshot<Result>(
  work: GeneralTaskWork,
  { folder, stillness }: Pick<OriginalApplication, 'folder' | 'stillness'>,
  isWanted: boolean,
  use: (snapshot: string | null) => Promise<Result>,
): Promise<Result> {
  if (!isWanted) return use(null);
  const folders = applicationFolders(folder);
  const place = path.join(folders.backups, `copy-${work.id}`);
  const release = await stillness.hold();
  try {
    work.making(place);
    const snapshot = await makeBackup(folders.historyFile, place, work.signal);
    const result = await use(snapshot);
    await rm(place, { recursive: true, force: true });
    work.made(place);
    return result;
  } finally {
    release();
  }
}
