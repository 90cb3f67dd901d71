import { statSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { SourceOrigin } from '../../../contract/index.ts';

/**
 * Files of a service where they lie, and where they came from. The hash of a folder is left empty: it is known once its
 * files were copied, and what was copied is what counts.
 */
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
  return {
    folder,
    origin: {
      kind: 'folder',
      path: folder,
      url: null,
      ref: null,
      commit: null,
      submodules: true,
      subfolder: '',
      contentHash: '',
    },
  };
}
