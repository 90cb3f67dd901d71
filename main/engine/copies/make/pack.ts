import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { BackupParts } from '../../../../contract/index.ts';
import type { ApplicationSettings } from '../../applications/index.ts';
import { syncFolder } from '../../archive/index.ts';
import { applicationFolders } from '../../context/index.ts';
import type { Stillness } from '../../context/index.ts';
import { makeBackup } from '../../database/index.ts';
import type { GeneralTaskWork } from '../../tasks/index.ts';
import { portableSettings } from '../settle/settings.ts';
import { copyInThread } from '../thread/copyThread.ts';
import type { CopyNotesTold } from '../thread/order.ts';
import { assertTarget, putInPlace, withFolder } from './target.ts';

/** An application that is copied; it may be in use. */
export interface OriginalApplication {
  folder: string;
  settings: ApplicationSettings;
  stillness: Stillness;
  services: string[];
  workers: string[];
}

/** What of it goes into which file. */
export interface PackRequest {
  file: string;
  include: BackupParts;
  includeSecrets: boolean;
  productVersion: string;
}

/**
 * Writes an application into one file.
 * @throws EngineError `file-exists`, `folder-not-usable`, `disk-full`, `disk-failed`, `database-damaged`
 */
export async function packApplication(
  work: GeneralTaskWork,
  original: OriginalApplication,
  request: PackRequest,
): Promise<CopyNotesTold> {
  const { file, include, includeSecrets, productVersion } = request;
  const { folder, settings } = original;
  assertTarget(file, folder);
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
            parts: { ...parts, services: true, workers: true, secrets: includeSecrets ? 'all' : 'none' },
            snapshot,
          },
          target: unfinished,
          settings: `${JSON.stringify(portableSettings(settings, includeSecrets), null, 2)}\n`,
          description: {
            name: settings.name,
            at: Date.now(),
            productVersion,
            folder,
            parts,
            hasSecrets: includeSecrets,
            bytes: 0,
            counts: { files: 0, patients: 0, studies: 0, instances: 0, runs: 0 },
            services: original.services,
            workers: original.workers,
          },
        },
        work,
      );
      work.signal.throwIfAborted();
      await putInPlace(unfinished, file);
      work.made(unfinished);
      await syncFolder(path.dirname(file));
      return notes;
    }),
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
