import type { RunSummary } from '../../contract/index.ts';
import { isTerminal } from './isTerminal.ts';
import { jobRunStates } from './jobRunStates.ts';

/** How many job runs of a run there are, and how many of them have ended. */
export function countEnded(counts: RunSummary['jobCounts']): { ended: number; total: number } {
  let ended = 0;
  let total = 0;
  for (const state of jobRunStates) {
    const count = counts[state] ?? 0;
    total += count;
    if (isTerminal(state)) ended += count;
  }
  return { ended, total };
}
