import type { ApplicationLife } from '../../contract/index.ts';
import type { Tone } from '../parts/index.ts';

export const lifeTones: Record<ApplicationLife['state'], Tone> = {
  stopped: 'cancelled',
  starting: 'running',
  running: 'succeeded',
  stopping: 'running',
  failed: 'failed',
};
