import { createBlockPool } from './blockPool.ts';
import { createDiskPace } from '../../../context/index.ts';
import { createStagingFiles } from './stagingFiles.ts';
import type { StoreSurroundings } from './storeRequest.ts';
import { createWriteBudget } from './writeBudget.ts';

/** What all instances share that come into one staging folder, for threads other than the door's own. */
export function createReceiving(
  stagingFolder: string,
): Pick<StoreSurroundings, 'files' | 'blocks' | 'budget' | 'pace' | 'isAlone'> {
  const pace = createDiskPace();
  return {
    files: createStagingFiles(stagingFolder, pace),
    blocks: createBlockPool(),
    budget: createWriteBudget(),
    pace,
    isAlone: () => true,
  };
}
