import { isDeepStrictEqual } from 'node:util';
import type { Reason, ReplayChange, ReplayRow } from '../../../../contract/index.ts';
import type { Member } from './population.ts';
import type { ReconsideredJob } from './reconsider.ts';
import type { RecordedJob } from './recorded.ts';

/** Characters that are kept of what a callback printed, and of a traceback: there may be thousands. */
const mostText = 4000;

/** What became of one arrival. */
export interface Compared {
  wouldRun: boolean;
  ranThen: boolean;
  /** None of the jobs was there. */
  withoutThen: boolean;
  failed: boolean;
  /** Jobs that changed. */
  rows: ReplayRow[];
}

/** Compares the jobs of a service as they would be planned now with those that were planned. */
export function compare(
  member: Member,
  before: readonly RecordedJob[],
  now: readonly ReconsideredJob[],
): Compared {
  const old = new Map(before.map((job) => [keyOf(job.definition.jobName, job.entity?.key), job]));
  const rows: ReplayRow[] = [];
  const add = (row: Pick<ReplayRow, 'jobName' | 'entity' | 'change' | 'before' | 'now' | 'output'>) =>
    rows.push({
      key: member.key,
      PatientID: member.PatientID,
      PatientName: member.PatientName,
      run: member.run?.id ?? null,
      runNumber: member.run?.number ?? null,
      ...row,
    });
  for (const { job, skipped, answer } of now) {
    const { jobName } = job.definition;
    const key = keyOf(jobName, job.entity?.key);
    const then = old.get(key) ?? null;
    old.delete(key);
    const change = changeOf(then, { skipped, answer });
    if (change === null) continue;
    add({
      jobName,
      entity: job.entity,
      change,
      before: then === null ? null : { runs: then.skipped === null, reason: then.skipped },
      now: { runs: skipped === null, reason: shortReason(skipped) },
      output: (answer?.output ?? '').slice(0, mostText),
    });
  }
  for (const gone of old.values()) {
    if (gone.skipped !== null) continue;
    const { entity, definition } = gone;
    const planned = { runs: true, reason: null };
    add({
      jobName: definition.jobName,
      entity,
      change: 'not-any-more',
      before: planned,
      now: null,
      output: '',
    });
  }
  return {
    wouldRun: now.some(({ skipped }) => skipped === null),
    ranThen: before.some(({ skipped }) => skipped === null),
    withoutThen: before.length === 0,
    failed: now.some(({ answer }) => answer?.kind === 'failed'),
    rows,
  };
}

function changeOf(
  then: RecordedJob | null,
  { skipped, answer }: Pick<ReconsideredJob, 'skipped' | 'answer'>,
): ReplayChange | null {
  if (then === null) return skipped === null ? 'new' : null;
  if (skipped === null) {
    if (then.skipped !== null) return 'runs-now';
    const injected = answer?.kind === 'accepted' ? answer.injected : null;
    return isDeepStrictEqual(injected, then.injected) ? null : 'other-parameters';
  }
  if (then.skipped === null) return 'not-any-more';
  return then.skipped.code === skipped.code ? null : 'other-reason';
}

/** The end of a traceback says what happened. */
function shortReason(reason: Reason | null): Reason | null {
  if (reason === null) return null;
  const { code, message, details } = reason;
  return { code, message: message.slice(0, mostText), details: details?.slice(-mostText) ?? null };
}

function keyOf(jobName: string, entity: string | undefined): string {
  return JSON.stringify([jobName, entity ?? null]);
}
