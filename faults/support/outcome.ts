import type { TestContext } from 'vitest';
import type { Bench } from './bench.ts';
import type { Sent } from './send.ts';
import { countsOf } from './truth.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** What came of a fault, for the table. */
    outcome?: string;
  }
}

/** Notes for the table at the end what came of a fault, in the patients that were sent. */
export function noteOutcome({ task }: TestContext, bench: Bench, sent: readonly Sent[], more = ''): void {
  const { instances, runs, jobRuns, attempts } = countsOf(bench, sent);
  const repeated = attempts - jobRuns;
  const counted = `${instances} images once each, ${runs} runs, ${jobRuns} job runs with one outcome each`;
  task.meta.outcome = [counted, repeated > 0 ? `${repeated} attempts repeated` : null, more || null]
    .filter((text) => text !== null)
    .join(', ');
}
