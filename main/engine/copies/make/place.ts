import { rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, errorsIn } from '../../../../contract/index.ts';
import {
  checkFolder,
  checkName,
  createApplication,
  folderFor,
  placeError,
  readKnownApplications,
  writeSettings,
} from '../../applications/index.ts';
import type { ApplicationSettings, KnownApplication } from '../../applications/index.ts';
import { applicationFolders } from '../../context/index.ts';
import type { GeneralTaskWork } from '../../tasks/index.ts';
import { forgetImages } from '../../workers/index.ts';
import type { CopyNotesTold } from '../thread/order.ts';
import { withFolder } from './target.ts';

/** A copy that was made. */
export interface MadeCopy {
  known: KnownApplication;
  settings: ApplicationSettings;
  notes: CopyNotesTold;
}

/** Where a copy is to be made. */
export interface WantedCopy {
  home: string;
  name: string;
  folder: string | undefined;
}

/** Folder of a new application. @throws EngineError `application-exists`, `folder-not-usable` */
export function newFolder({ home, name, folder }: WantedCopy): string {
  const known = readKnownApplications(home);
  const place = { home, known, name, folder, mayTakeIn: false };
  const [wrong] = errorsIn([...checkName(name, known), ...checkFolder(place)]);
  if (wrong !== undefined) throw placeError(wrong);
  return folderFor(place) ?? path.join(home, 'applications', name);
}

/**
 * Makes an application beside its place and puts it there when it is whole.
 * @param make fills a folder that does not exist yet, and answers with the settings of what is in it
 * @throws EngineError `application-exists`, `folder-not-usable` where name or folder were taken meanwhile
 */
export async function placeCopy(
  work: GeneralTaskWork,
  wanted: WantedCopy,
  make: (staged: string, folder: string) => Promise<Omit<MadeCopy, 'known'>>,
): Promise<MadeCopy> {
  const folder = newFolder(wanted);
  const staged = path.join(path.dirname(folder), `.${path.basename(folder).slice(0, 60)}.${work.id}.part`);
  return withFolder(path.dirname(folder), staged, async () => {
    work.making(staged);
    const made = await make(staged, folder);
    work.signal.throwIfAborted();
    forgetImages(path.join(staged, 'workers'));
    writeSettings(applicationFolders(staged).settingsFile, made.settings);
    newFolder(wanted);
    // An empty folder gives way; Windows renames nothing onto it.
    await rmdir(folder).catch(() => undefined);
    await rename(staged, folder).catch((cause: unknown) => {
      throw new EngineError('folder-not-usable', `The folder ${folder} cannot be given its name.`, { cause });
    });
    try {
      const known = createApplication(wanted.home, { name: wanted.name, folder, options: {} });
      return { known, ...made };
    } catch (cause) {
      await rm(folder, { recursive: true, force: true });
      throw cause;
    }
  });
}
