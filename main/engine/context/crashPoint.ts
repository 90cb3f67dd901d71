/**
 * Steps of the walk at which the fault suite kills the engine, in their order. Each stands in the engine exactly once,
 * right behind what it is named after.
 */
export const crashPoints = [
  'journal-noted',
  'placed',
  'rows-committed',
  'before-answer',
  'arrival-complete',
  'input-copied',
  'callbacks-answered',
  'plan-written',
  'claimed',
  'child-started',
  'result-received',
  'end-recorded',
  'cleaned-up',
  'delivered',
] as const;
/** The same of putting another version of a service in place. */
export const serviceCrashPoints = [
  'service-files-kept',
  'service-kept',
  'service-recorded',
  'service-copied',
  'service-half-placed',
  'service-placed',
] as const;
/** The same of a worker. */
export const workerCrashPoints = [
  'worker-copied',
  'worker-recorded',
  'worker-half-placed',
  'worker-placed',
] as const;
/** The same of deleting studies. */
export const deleteCrashPoints = ['delete-noted', 'delete-rows', 'delete-flushed', 'delete-files'] as const;
/** The same of exporting studies. */
export const exportCrashPoints = ['export-begun', 'export-half', 'export-whole', 'export-placed'] as const;
/** The same of a backup of the history. */
export const backupCrashPoints = ['backup-placed'] as const;
/** The same of the check of a golden case. */
export const goldenCrashPoints = ['golden-copied', 'golden-recorded'] as const;
export type CrashPoint =
  | (typeof crashPoints)[number]
  | (typeof serviceCrashPoints)[number]
  | (typeof workerCrashPoints)[number]
  | (typeof deleteCrashPoints)[number]
  | (typeof exportCrashPoints)[number]
  | (typeof backupCrashPoints)[number]
  | (typeof goldenCrashPoints)[number];

/** Only sources that run as they are ever crash: what is bundled, let alone packaged, does not know the variable. */
const wanted = import.meta.url.endsWith('.ts') ? process.env['DCM_PROCESSOR_CRASH_AT'] : undefined;
const [name, times] = (wanted ?? '').split(':');
let left = Number(times ?? 1);

/**
 * Ends this process as `kill -9` does when `DCM_PROCESSOR_CRASH_AT` names this step; `name:3`: the third time that it is
 * reached.
 */
export function crashPoint(here: CrashPoint): void {
  if (here !== name) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}
