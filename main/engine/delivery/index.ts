/** Results of runs that ended. */
export { createDelivery } from './delivery.ts';
export type { Delivery } from './types.ts';
