import { stat } from 'node:fs/promises';
import path from 'node:path';
import { dataFolderMark } from '../../context/index.ts';

/** What the folder of an application has (its data folder has a mark), of this data home or another one. */
const marks = ['application.json', 'history.sqlite'];

/** True for the names in the folder of an application: its archive is no place to take files from, let alone to move them. */
export function isApplication(names: ReadonlySet<string>): boolean {
  return names.has(dataFolderMark) || marks.every((name) => names.has(name));
}

/** True where a folder lies in the folder of an application. */
export async function liesInApplication(folder: string): Promise<boolean> {
  const isThere = (file: string) =>
    stat(file).then(
      () => true,
      () => false,
    );
  for (let at = folder; ; at = path.dirname(at)) {
    const found = await Promise.all(marks.map((name) => isThere(path.join(at, name))));
    if (found.every(Boolean) || (await isThere(path.join(at, dataFolderMark)))) return true;
    if (path.dirname(at) === at) return false;
  }
}
