import type { ApplicationContext } from '../context/index.ts';
import type { Planning, PlanningOptions } from './types.ts';

/** Opens the room; it looks for complete arrivals at once. */
export function createPlanning(context: ApplicationContext, options: PlanningOptions): Planning {
  throw new Error(`not filled yet ${context.id} ${String(options)}`);
}
