import type { BuildStep, WorkerSummary } from '../../../contract/index.ts';
import type { Tone } from '../../parts/index.ts';

export const workerTones: Record<WorkerSummary['state'], Tone> = {
  'not-built': 'waiting',
  building: 'running',
  built: 'succeeded',
  outdated: 'warning',
  failed: 'failed',
  invalid: 'failed',
};

export const stepTones: Record<BuildStep['state'], Tone> = {
  running: 'running',
  done: 'succeeded',
  cached: 'skipped',
  failed: 'failed',
};
