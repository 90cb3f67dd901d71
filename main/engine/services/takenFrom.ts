import { statSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { SourceOrigin } from '../../../contract/index.ts';
import { hashServiceFiles, isInstalled, listServiceFiles } from './serviceFiles.ts';

/** Files of a service where they lie, and where they came from. */
export interface TakenFrom {
  folder: string;
  origin: SourceOrigin;
}

/**
 * A folder of this machine, as something is installed from it.
 * @throws EngineError `service-invalid` where there is none
 */
export function takenFromFolder(given: string): TakenFrom {
  const folder = path.resolve(given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new EngineError('service-invalid', `There is no folder ${folder}.`);
  }
  const contentHash = hashServiceFiles(listServiceFiles(folder).filter(isInstalled));
  return {
    folder,
    origin: { kind: 'folder', path: folder, url: null, ref: null, commit: null, subfolder: '', contentHash },
  };
}
