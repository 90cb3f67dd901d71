import path from 'node:path';

/**
 * Absolute path of an instance: one folder per series, so that flushing the names of a batch is one call per series.
 * It follows from the Orthanc-style identifiers alone, which are hashes: no name or UID of a file from outside ever
 * becomes part of a path. The first level keeps folders small with a hundred thousand series.
 */
export function instanceFileIn(archiveFolder: string, seriesId: string, instanceId: string): string {
  return path.join(archiveFolder, seriesId.slice(0, 2), seriesId, `${instanceId}.dcm`);
}
