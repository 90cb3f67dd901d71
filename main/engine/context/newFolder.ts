import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';

/** The folder itself, or the nearest one around it that there is. */
export function nearestFolder(folder: string): string {
  for (let here = folder; ; here = path.dirname(here)) {
    if (statSync(here, { throwIfNoEntry: false }) !== undefined || here === path.dirname(here)) return here;
  }
}

/** Where something new would be written, or why it cannot be. */
interface NewFolder {
  /** Null where it cannot be written. */
  folder: string | null;
  findings: Finding[];
}

/**
 * Looks at the folder `<parent>/<name>`, which is to be made; changes nothing.
 * @param name a name that is known to be good
 * @param options.mayBeEmpty one that is there and empty is taken
 */
export function lookAtNewFolder(
  parent: string,
  name: string,
  { mayBeEmpty }: { mayBeEmpty: boolean },
): NewFolder {
  const refused = (code: string, message: string, advice: string | null = null): NewFolder => ({
    folder: null,
    findings: [finding('error', code, message, { field: 'path', advice })],
  });
  if (!path.isAbsolute(parent)) return refused('path-not-absolute', 'Give the full path of a folder.');
  if (parent.includes('\0')) return refused('folder-not-usable', 'A path has no character of value 0.');
  const folder = path.join(parent, name);
  try {
    const nearest = nearestFolder(folder);
    if (!statSync(nearest).isDirectory())
      return refused('folder-not-usable', `${nearest} is a file, not a folder.`);
    if (nearest === folder && !(mayBeEmpty && readdirSync(folder).length === 0))
      return refused(
        'folder-exists',
        `There is a folder ${folder} already${mayBeEmpty ? ', and it is not empty' : ''}.`,
        'Choose another name or another folder.',
      );
    accessSync(nearest, constants.W_OK | constants.X_OK);
  } catch {
    return refused('folder-not-usable', `Nothing can be written in ${parent}.`, 'Choose another folder.');
  }
  return { folder, findings: [] };
}
