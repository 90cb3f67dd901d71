/** The life of long work that goes on after a restart: importing, fetching, sending and the like. */
export { createTaskRunner } from './taskRunner.ts';
export type { TaskProgress, TaskWork } from './taskRunner.ts';
