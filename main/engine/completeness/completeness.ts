import type { ApplicationContext } from '../context/index.ts';
import type { Completeness } from './types.ts';

/**
 * Opens the room.
 * @param options.wakePlanning called after a commit that made an arrival complete
 */
export function createCompleteness(
  context: ApplicationContext,
  options: { wakePlanning: () => void },
): Completeness {
  throw new Error(`not filled yet ${context.id} ${String(options)}`);
}
