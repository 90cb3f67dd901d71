import { accessSync, constants, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { applicationNameSchema, finding, isReservedOnWindows } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';
import { applicationFolders, isInside, nearestFolder } from '../context/index.ts';
import { dataFolderOf } from './dataFolder.ts';
import type { KnownApplication } from './knownApplications.ts';

/** Longest path of an application folder, in bytes: what lies in it needs room as well. */
const longest = 1000;

/** Folders of a data home that are cleared without asking. */
const ownFolders = ['logs', 'socket', 'sources'];

/** Where an application is to be made, and beside which ones. */
export interface WantedPlace {
  home: string;
  known: readonly KnownApplication[];
  name: string;
  /** As it was typed; undefined: the one named like the application in the data home. */
  folder: string | undefined;
  /** A folder that holds an application which the data home does not know is taken in as it is. */
  mayTakeIn: boolean;
}

/** Folder in which an application is made; null where the name can be no part of one. */
export function folderFor(place: WantedPlace): string | null {
  const { home, name, folder } = place;
  if (folder !== undefined && folder.trim() !== '') return path.normalize(folder.trim());
  const parsed = applicationNameSchema.safeParse(name);
  if (!parsed.success) return null;
  const usual = path.join(home, 'applications', parsed.data);
  for (let number = 2, here = usual; ; here = `${usual} (${number})`, number += 1) {
    if (isFree(here, place)) return here;
  }
}

/** One that was renamed keeps its folder, and with it the name of that. */
function isFree(folder: string, { known, mayTakeIn }: WantedPlace): boolean {
  if (known.some((one) => one.folder.toLowerCase() === folder.toLowerCase())) return false;
  const stats = statSync(folder, { throwIfNoEntry: false });
  return mayTakeIn || stats === undefined || (stats.isDirectory() && readdirSync(folder).length === 0);
}

/** What is wrong with a name. */
export function checkName(name: string, others: readonly KnownApplication[]): Finding[] {
  const parsed = applicationNameSchema.safeParse(name);
  if (!parsed.success) {
    return parsed.error.issues
      .slice(0, 1)
      .map(({ message }) => finding('error', 'name-invalid', `The name ${message}.`, { field: 'name' }));
  }
  if (!others.some((one) => sameName(one.name, parsed.data))) return [];
  return [
    finding('error', 'name-taken', `There is already an application named "${parsed.data}".`, {
      field: 'name',
      advice: 'Choose another name.',
    }),
  ];
}

/** What is wrong with the folder that an application is to be made in; the first thing that is. */
export function checkFolder(place: WantedPlace): Finding[] {
  const folder = folderFor(place);
  if (folder === null) return [];
  const found = problemOf(folder, { ...place, known: withDataFolders(place.known) });
  return found === null ? [] : [found];
}

/** What is wrong with the folder that its data are to lie in; the first thing that is. */
export function checkDataFolder(place: WantedPlace, dataFolder: string | undefined): Finding[] {
  if (dataFolder === undefined) return [];
  const folder = folderFor(place);
  const itself = folder === null ? [] : [{ name: place.name, folder }];
  const known = [...withDataFolders(place.known), ...itself];
  const found = problemOf(path.normalize(dataFolder), { home: place.home, known, mayTakeIn: false });
  return found === null ? [] : [{ ...found, field: 'dataFolder' }];
}

function withDataFolders(known: WantedPlace['known']): NamedFolder[] {
  return known.flatMap(({ name, folder }) => {
    const dataFolder = dataFolderOf(folder);
    return [{ name, folder }, ...(dataFolder === null ? [] : [{ name, folder: dataFolder }])];
  });
}

/** A folder that belongs to an application. */
type NamedFolder = Pick<KnownApplication, 'name' | 'folder'>;
interface Beside {
  home: string;
  known: readonly NamedFolder[];
  mayTakeIn: boolean;
}

function problemOf(folder: string, { home, known, mayTakeIn }: Beside): Finding | null {
  const error = (code: string, message: string, advice: string) =>
    finding('error', code, message, { field: 'folder', advice });
  const chooseAnother = 'Choose another folder.';
  if (!path.isAbsolute(folder) || folder.includes('\0'))
    return error(
      'folder-not-absolute',
      `The application folder must be a full path, not "${folder}".`,
      chooseAnother,
    );
  if (Buffer.byteLength(folder) > longest)
    return error('folder-too-long', 'The path of the application folder is too long.', chooseAnother);
  if (process.platform === 'win32' && hasReservedPart(folder))
    return error('folder-reserved', `Windows keeps a name in ${folder} for itself.`, chooseAnother);
  const real = realOf(folder);
  const owner = known.find((one) => realOf(one.folder) === real);
  if (owner !== undefined)
    return error(
      'folder-taken',
      `The folder ${folder} already belongs to the application "${owner.name}".`,
      chooseAnother,
    );
  const around = known.find((one) => isInside(real, realOf(one.folder)));
  if (around !== undefined)
    return error(
      'folder-inside-application',
      `The folder ${folder} lies in that of the application "${around.name}".`,
      chooseAnother,
    );
  const within = known.find((one) => isInside(realOf(one.folder), real));
  if (within !== undefined)
    return error(
      'folder-around-application',
      `The folder of the application "${within.name}" lies in ${folder}.`,
      chooseAnother,
    );
  if (ownFolders.some((own) => isInside(real, realOf(path.join(home, own)))))
    return error(
      'folder-in-home',
      `The folder ${folder} lies among the files of DCM Processor itself.`,
      chooseAnother,
    );
  if (isInside(realOf(home), real))
    return error('folder-is-home', `The data home of DCM Processor lies in ${folder}.`, chooseAnother);
  return problemOnDisk(folder, mayTakeIn, error);
}

function problemOnDisk(
  folder: string,
  mayTakeIn: boolean,
  error: (code: string, message: string, advice: string) => Finding,
): Finding | null {
  try {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats !== undefined && !stats.isDirectory())
      return error('folder-is-file', `${folder} is a file.`, 'Choose a folder.');
    if (stats !== undefined && readdirSync(folder).length > 0) {
      if (mayTakeIn && isApplicationFolder(folder))
        return finding(
          'warning',
          'folder-is-application',
          `The folder ${folder} holds an application already; it is taken in as it is.`,
          {
            field: 'folder',
            advice: 'Its own name and settings are kept. Choose another folder to make a new one.',
          },
        );
      return error(
        'folder-not-empty',
        `The folder ${folder} is not empty.`,
        'Choose an empty folder, or a name for a new one.',
      );
    }
    const nearest = nearestFolder(folder);
    if (!statSync(nearest).isDirectory())
      return error(
        'folder-is-file',
        `${nearest} is a file, so that nothing can be made in it.`,
        'Choose another folder.',
      );
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return null;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ENAMETOOLONG')
      return error(
        'folder-too-long',
        'A name in the path of the application folder is too long.',
        'Choose another folder.',
      );
    return error(
      'folder-not-writable',
      `The folder ${folder} cannot be made or written.`,
      'Choose a folder that you may write, or ask for the right to.',
    );
  }
}

/** True where a folder holds an application, whether the data home knows it or not. */
export function isApplicationFolder(folder: string): boolean {
  return statSync(applicationFolders(folder).settingsFile, { throwIfNoEntry: false })?.isFile() === true;
}

/** A path with the links in it resolved, as far as it is there. */
function realOf(folder: string): string {
  try {
    const nearest = nearestFolder(folder);
    return path.join(realpathSync(nearest), path.relative(nearest, folder));
  } catch {
    return path.resolve(folder);
  }
}

function hasReservedPart(folder: string): boolean {
  return folder
    .split(path.sep)
    .slice(1)
    .some((part) => isReservedOnWindows(part) || /[*?"<>|]|[. ]$/.test(part));
}

/** Names differ by more than case, because they also name folders on systems that ignore it. */
function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
