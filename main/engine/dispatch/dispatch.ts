import type { ApplicationContext } from '../context/index.ts';
import type { Dispatch, DispatchOptions } from './types.ts';

/** Opens the room; what a dead engine left running is queued again first. */
export function createDispatch(context: ApplicationContext, options: DispatchOptions): Dispatch {
  throw new Error(`not filled yet ${context.id} ${String(options)}`);
}
