import path from 'node:path';

/**
 * Absolute path of an instance. It follows from the identifier alone, which is a hash: no name or UID of a file from
 * outside ever becomes part of a path. Two levels keep folders small with a million instances.
 */
export function instanceFileIn(archiveFolder: string, instanceId: string): string {
  return path.join(archiveFolder, instanceId.slice(0, 2), instanceId.slice(2, 4), `${instanceId}.dcm`);
}
