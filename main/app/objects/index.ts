/** How bytes of archived instances and of results come to the page: under addresses, never under paths. */
export { answerObject } from './answerObject.ts';
export type { LocateObject } from './answerObject.ts';
export { locateObject } from './locateObject.ts';
