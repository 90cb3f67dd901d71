import type { ExplainedArrival, Explanation, RouteRequest } from '../../../contract/index.ts';
import { lackingIn } from '../completeness/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { Planning, SourceInstance } from '../planning/index.ts';
import { readFiles } from './files.ts';
import { storedSubjects } from './stored.ts';
import type { ExplainedSubject } from './subject.ts';

/** Says why jobs would run, or not; runs and records nothing. */
export interface Explain {
  /** @throws EngineError `not-found`, `runtime-failed` */
  stored(
    request: Omit<RouteRequest<'explain.stored'>, 'application'>,
    signal: AbortSignal,
  ): Promise<Explanation>;
  /** @throws EngineError `runtime-failed` */
  files(paths: readonly string[], signal: AbortSignal): Promise<Explanation>;
}

export function createExplain(
  context: ApplicationContext,
  rooms: {
    planning: Planning;
    instances: { instancesOfSeries(seriesKey: number): readonly SourceInstance[] };
  },
): Explain {
  const { history } = context;

  async function explain(subject: ExplainedSubject, signal: AbortSignal): Promise<ExplainedArrival> {
    const { level, key, PatientID, PatientName } = subject;
    const assessed = await rooms.planning.assess(subject, signal);
    return {
      level,
      key,
      PatientID,
      PatientName,
      studyCount: subject.studies.length,
      seriesCount: subject.series.length,
      instanceCount: subject.series.reduce((sum, { instances }) => sum + instances.length, 0),
      state: 'settled',
      dueAt: null,
      missing: lackingIn(history, subject.facts, context.options().completeness.requiredSeries),
      ...assessed,
    };
  }

  return {
    async stored(wanted, signal) {
      const { grouping } = context.options();
      const subjects = storedSubjects({ history, grouping }, rooms.instances, wanted);
      const arrivals: ExplainedArrival[] = [];
      for (const subject of subjects) {
        arrivals.push({ ...(await explain(subject, signal)), ...stateOf(context, subject) });
      }
      return { arrivals, notes: [], noteCount: 0 };
    },
    async files(paths, signal) {
      const { grouping } = context.options();
      const { subjects, notes, noteCount } = await readFiles(
        paths,
        { folder: context.folders.root, grouping },
        signal,
      );
      const arrivals: ExplainedArrival[] = [];
      for (const subject of subjects) arrivals.push(await explain(subject, signal));
      return { arrivals, notes, noteCount };
    },
  };
}

/** Whether it is arriving, and until when. */
function stateOf(
  { history }: ApplicationContext,
  { level, key }: ExplainedSubject,
): Pick<ExplainedArrival, 'state' | 'dueAt'> {
  const row = history.get<{ state: string; dueAt: number }>(
    `SELECT state, due_at AS dueAt FROM arrival
     WHERE level = ? AND entity_id = ? AND state IN ('collecting', 'complete', 'put-aside')
     ORDER BY state = 'put-aside', state LIMIT 1`,
    [level, key],
  );
  if (row?.state === 'collecting') return { state: 'collecting', dueAt: row.dueAt };
  if (row?.state === 'complete') return { state: 'waiting', dueAt: null };
  return { state: row === undefined ? 'settled' : 'put-aside', dueAt: null };
}
