/** The life of long work that goes on after a restart: fetching and sending. */
export { createTaskRunner } from './taskRunner.ts';
export type { TaskProgress, TaskWork } from './taskRunner.ts';
