import type { JobRunSummary } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';

/** State of a job with its percentage while it runs. */
export function stateInWords({ state, percent }: Pick<JobRunSummary, 'state' | 'percent'>): string {
  const word = texts.common.jobRunStates[state];
  return state === 'running' && percent !== null ? `${word} ${Math.round(percent)} %` : word;
}
