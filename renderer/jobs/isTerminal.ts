import type { JobRunState } from '../../contract/index.ts';

const open: ReadonlySet<JobRunState> = new Set(['waiting', 'queued', 'running']);

/** True for a state that a job run never leaves. */
export function isTerminal(state: JobRunState): boolean {
  return !open.has(state);
}
