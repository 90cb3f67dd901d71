/** Results of runs that ended. */
export { createSend } from './send/index.ts';
export type { Send } from './send/index.ts';
export { createDelivery } from './delivery.ts';
export type { Delivery } from './types.ts';
