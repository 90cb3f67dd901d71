import { setImmediate as nextTurn } from 'node:timers/promises';
import { EngineError } from '../../../../contract/index.ts';
import type { EngineLink } from './engineLink.ts';
import type { ImportWork } from './protocol.ts';

/** A piece of work in a worker thread, with what is needed to do it. */
export interface Work extends Omit<ImportWork, 'kind'> {
  signal: { readonly aborted: boolean };
  engine: EngineLink;
}

/**
 * Lets other work of this thread have its turn between two files.
 * @throws EngineError `cancelled`
 */
export async function breathe(signal: { readonly aborted: boolean }): Promise<void> {
  await nextTurn();
  if (signal.aborted) throw new EngineError('cancelled');
}
