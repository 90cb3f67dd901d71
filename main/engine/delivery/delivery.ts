import type { ApplicationContext } from '../context/index.ts';
import type { Delivery } from './types.ts';

/** Opens the room; runs that ended and were not looked after are taken up first. */
export function createDelivery(context: ApplicationContext): Delivery {
  throw new Error(`not filled yet ${context.id}`);
}
