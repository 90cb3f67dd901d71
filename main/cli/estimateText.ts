import type { Estimate } from '../../contract/index.ts';
import { printable } from './terminal/index.ts';

/** When something will be done, in one sentence; empty where there is nothing to say. */
export function describeEstimate(estimate: Estimate | null): string {
  if (estimate === null) return '';
  const { doneAt, low, high, basedOn, unknown, paused } = estimate;
  if (doneAt === null || low === null || high === null) {
    if (paused) return 'Done: unknown, something that it waits for is paused.';
    return unknown.length === 0
      ? 'Done: unknown, no Python environment is ready.'
      : `Done: unknown, nothing is known yet of how long it takes: ${unknown.map(printable).join(', ')}.`;
  }
  const time = (at: number) => new Date(at).toLocaleTimeString();
  return `Done at about ${time(doneAt)} (${time(low)} to ${time(high)}, learned from ${basedOn} job runs).`;
}
