import type { JobRunState } from '../../contract/index.ts';

/** All states of a job run, from done to not yet begun: a bar of them fills from the left. */
export const jobRunStates: readonly JobRunState[] = [
  'succeeded',
  'failed',
  'timed-out',
  'cancelled',
  'skipped',
  'running',
  'queued',
  'waiting',
];
