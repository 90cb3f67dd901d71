import type { Arrival, CompletenessOptions } from '../../../contract/index.ts';

/** What will become of an arrival that is collecting, if nothing more comes. */
export interface Awaited {
  /** `wait`: something is missing, and no time ends that. */
  outcome: 'complete' | 'process-incomplete' | 'put-aside' | 'wait';
  /** When; null where no time decides. */
  at: number | null;
  /** Since when that time runs. */
  since: number;
}

/** Reads from an arrival what it waits for, as completeness will decide it. */
export function awaited(
  arrival: Arrival,
  afterMaximumWait: CompletenessOptions['afterMaximumWait'],
): Awaited {
  const { dueAt, maximumAt, missing, firstInstanceAt, lastInstanceAt } = arrival;
  if (missing.length === 0) {
    const endsEarly = afterMaximumWait !== 'keep-waiting' && maximumAt !== null && maximumAt < dueAt;
    return {
      outcome: 'complete',
      at: endsEarly ? maximumAt : dueAt,
      since: endsEarly ? firstInstanceAt : lastInstanceAt,
    };
  }
  if (maximumAt === null || afterMaximumWait === 'keep-waiting')
    return { outcome: 'wait', at: null, since: firstInstanceAt };
  return {
    outcome: afterMaximumWait === 'put-aside' ? 'put-aside' : 'process-incomplete',
    at: maximumAt,
    since: firstInstanceAt,
  };
}
