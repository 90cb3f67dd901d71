/** Logs of containers, kept in the folder of their application: Docker forgets them with the container. */
export { createLogKeeper } from './keepLogs.ts';
export type { LogKeeper } from './keepLogs.ts';
export { readLog } from './readLog.ts';
