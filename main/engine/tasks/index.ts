/**
 * The life of long work: of an application, which goes on after a restart (importing, fetching, sending and the like),
 * and of the engine itself, which does not (copying an application as a whole).
 */
export { createTaskRunner } from './taskRunner.ts';
export type { TaskProgress, TaskWork } from './taskRunner.ts';
export { createGeneralTasks } from './generalTasks.ts';
export type { GeneralTasks, GeneralTaskWork } from './generalTasks.ts';
