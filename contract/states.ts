import { z } from 'zod';

/** States of a job run. The last five are terminal and never reopen. */
export const jobRunStateSchema = z.enum([
  'waiting',
  'queued',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'timed-out',
  'skipped',
]);
export type JobRunState = z.infer<typeof jobRunStateSchema>;

/**
 * - `active`: at least one job run is not terminal
 * - `succeeded`: every job run succeeded, or none was wanted
 * - `failed`: at least one failed, timed out or was cancelled, or could not run for it
 * - `filtered-out`: the filters let no instance pass; no job was asked for
 * - `replaced`: more instances came before any job began; the next version has them all
 */
export const runStateSchema = z.enum(['active', 'succeeded', 'failed', 'filtered-out', 'replaced']);
export type RunState = z.infer<typeof runStateSchema>;
