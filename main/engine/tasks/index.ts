/** The life of long work that goes on after a restart: fetching and sending. */
export { createTaskRunner, noProgress } from './taskRunner.ts';
export type { TaskDefinition, TaskProgress, TaskRunner, TaskWork } from './taskRunner.ts';
