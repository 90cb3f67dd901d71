import type { Grouping, Reason } from '../../../../contract/index.ts';
import type { HeaderPayload } from '../../dispatch/index.ts';
import type { CallbackAnswer, PlanningSession } from '../../runtimes/index.ts';
import { compareInAskingOrder } from '../definitions.ts';
import { jobsByEntity } from '../entityJobs.ts';
import type { EntityJob } from '../entityJobs.ts';
import { buildGraph } from '../graph.ts';
import { createInjected } from '../injected.ts';
import type { DefinedJobs } from '../jobs.ts';
import { reason, reasonOfAnswer } from '../reasons.ts';
import type { Scope } from '../scopes.ts';
import { ownReason } from './recorded.ts';
import type { RecordedJob } from './recorded.ts';

/** A job of the replayed service, as it would be planned now. */
export interface ReconsideredJob {
  job: EntityJob;
  /** Null where it would run. */
  skipped: Reason | null;
  answer: CallbackAnswer | null;
}

/** A job of either kind in the common order. */
type Unit = Pick<EntityJob, 'group' | 'service' | 'definition' | 'leftOut'> & {
  scope: Scope;
  own: EntityJob | null;
  recorded: RecordedJob | null;
};

/**
 * Asks the callbacks of a service about one arrival, between the other jobs as they stood when it was planned: what
 * those injected is seen, what was skipped stays skipped.
 */
export async function reconsider(
  session: PlanningSession,
  request: {
    defined: DefinedJobs;
    level: Grouping;
    headers: HeaderPayload;
    others: readonly RecordedJob[];
    whyUnserved: (jobName: string, channel: string) => Reason | null;
    signal: AbortSignal;
  },
): Promise<ReconsideredJob[]> {
  const units = inOrder(request);
  const injected = createInjected();
  const answers: (CallbackAnswer | null)[] = [];
  for (const unit of units) {
    request.signal.throwIfAborted();
    const answer = unit.own === null || unit.leftOut !== null ? null : await ask(session, unit.own);
    answers.push(answer);
    const { jobName, channel } = unit.definition;
    if (answer !== null) {
      unit.leftOut = reasonOfAnswer(jobName, answer) ?? request.whyUnserved(jobName, channel);
    }
    const given =
      answer === null ? unit.recorded?.injected : answer.kind === 'accepted' ? answer.injected : null;
    if (given != null) injected.add(jobName, unit.scope, given);
  }
  request.signal.throwIfAborted();
  const graph = buildGraph(
    units.map((unit) => ({
      ...unit.definition,
      group: unit.group,
      scope: unit.scope,
      leftOut: unit.leftOut,
    })),
    request.defined.invalid,
  );
  return units.flatMap(({ own }, index) =>
    own === null ? [] : [{ job: own, skipped: graph.skipped[index] ?? null, answer: answers[index] ?? null }],
  );

  function ask(open: PlanningSession, { definition, scope, headers }: EntityJob): Promise<CallbackAnswer> {
    const { jobName, callback, params } = definition;
    return open.ask({
      jobName,
      callback,
      params,
      addedParams: injected.seenFrom(scope),
      headers: headers ?? request.headers,
      isApart: true,
    });
  }
}

function inOrder(request: {
  defined: DefinedJobs;
  level: Grouping;
  headers: HeaderPayload;
  others: readonly RecordedJob[];
}): Unit[] {
  const { jobs } = jobsByEntity(request.defined.jobs, request.level, request.headers);
  const units: Unit[] = [
    ...request.others.map((recorded) => ({
      ...recorded,
      leftOut: ownReason(recorded),
      own: null,
      recorded,
    })),
    ...jobs.map((job) => ({ ...job, own: job, recorded: null })),
  ];
  units.sort(compareInAskingOrder);
  const owners = new Map<string, string | null>();
  for (const unit of units) {
    if (unit.leftOut?.code === 'disabled' || unit.leftOut?.code === 'duplicate-job-name') continue;
    const { jobName } = unit.definition;
    if (!owners.has(jobName)) owners.set(jobName, unit.service);
    if (owners.get(jobName) !== unit.service) {
      unit.leftOut = reason(
        'duplicate-job-name',
        `Another job is named "${jobName}" as well and comes first.`,
      );
    }
  }
  return units;
}
