import { EngineError } from '../../contract/index.ts';
import type { DiskState } from '../../contract/index.ts';

/** @throws EngineError `disk-full`, `disk-failed` where no run may begin on such a disk */
export function assertRunSpace({ state, problem }: DiskState): void {
  if (state === 'full') {
    throw new EngineError('disk-full', 'The disk is nearly full, so that no run is begun.');
  }
  if (state === 'failed') {
    throw new EngineError(
      'disk-failed',
      `The disk cannot be written, so that no run is begun. ${problem ?? ''}`.trim(),
    );
  }
}
