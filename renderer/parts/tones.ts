import type { Attempt, JobRunState, RunState, Task } from '../../contract/index.ts';

/** Colours of a state (see `look/states.css`) for everything that has one, in terms of the states of a job run. */
export type Tone = JobRunState | 'warning';

export const runTones: Record<RunState, Tone> = {
  active: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  'filtered-out': 'skipped',
  replaced: 'skipped',
};

export const taskTones: Record<Task['state'], Tone> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

export const attemptTones: Record<Attempt['outcome'], Tone> = {
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  died: 'failed',
  'timed-out': 'timed-out',
  cancelled: 'cancelled',
  interrupted: 'timed-out',
};
