import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { finding } from '../../../contract/index.ts';
import type { Finding } from '../../../contract/index.ts';

/** Where a draft would be written, or why it cannot be. */
export interface Place {
  /** Null where it cannot be written. */
  folder: string | null;
  findings: Finding[];
}

/**
 * Looks at the folder `<parent>/<name>`; changes nothing.
 * @param name a name that is known to be good
 */
export function lookAtPlace(parent: string, name: string): Place {
  const refused = (code: string, message: string, advice: string | null = null): Place => ({
    folder: null,
    findings: [finding('error', code, message, { field: 'path', advice })],
  });
  if (!path.isAbsolute(parent)) return refused('path-not-absolute', 'Give the full path of a folder.');
  if (parent.includes('\0')) return refused('folder-not-usable', 'A path has no character of value 0.');
  const folder = path.join(parent, name);
  const existing = nearestExisting(folder);
  try {
    if (!statSync(existing).isDirectory())
      return refused('folder-not-usable', `${existing} is a file, not a folder.`);
    accessSync(existing, constants.W_OK | constants.X_OK);
    if (existing === folder && readdirSync(folder).length > 0)
      return refused(
        'folder-exists',
        `There is a folder ${folder} already, and it is not empty.`,
        'Choose another name or another folder.',
      );
  } catch {
    return refused('folder-not-usable', `Nothing can be written in ${existing}.`, 'Choose another folder.');
  }
  return { folder, findings: [] };
}

/** What of a path is there: a folder is made with those above it. */
function nearestExisting(folder: string): string {
  const above = path.dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearestExisting(above);
}
