/** How an instance that comes over an association gets into the staging folder; for other threads that take some. */
export { createReceiving } from './receiving.ts';
export { lookNowAndThen } from './nowAndThen.ts';
export { receiveInstance } from './storeRequest.ts';
