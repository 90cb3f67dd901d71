import type { Cancelled, Requeued } from '../../../../contract/index.ts';

/** Most refusals and notes that are told one by one. */
const mostTold = 50;
/** Most runs that are named. */
const mostRuns = 1000;

export const noneCancelled: Cancelled = {
  cancelled: 0,
  ending: 0,
  skipped: 0,
  alreadyEnded: 0,
  cleanUp: 0,
  runs: 0,
};

export function addCancelled(a: Cancelled, b: Cancelled): Cancelled {
  return {
    cancelled: a.cancelled + b.cancelled,
    ending: a.ending + b.ending,
    skipped: a.skipped + b.skipped,
    alreadyEnded: a.alreadyEnded + b.alreadyEnded,
    cleanUp: a.cleanUp + b.cleanUp,
    runs: a.runs + b.runs,
  };
}

export function addRequeued(a: Requeued, b: Requeued): Requeued {
  return {
    requeued: a.requeued + b.requeued,
    alongside: a.alongside + b.alongside,
    refused: a.refused + b.refused,
    refusals: [...a.refusals, ...b.refusals].slice(0, mostTold),
    notes: [...a.notes, ...b.notes].slice(0, mostTold),
    runs: a.runs + b.runs,
    // Once there are enough, nothing is copied for each of a million runs.
    runIds: a.runIds.length < mostRuns ? [...a.runIds, ...b.runIds].slice(0, mostRuns) : a.runIds,
  };
}
