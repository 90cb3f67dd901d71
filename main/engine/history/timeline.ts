import type { Timeline, TimelineEdge, TimelineJob } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { noRun, runIdOf } from './runIdOf.ts';

const timesOfRun = `SELECT run.number, run.state, run.created_at AS plannedAt, run.finished_at AS finishedAt,
    arrival.first_instance_at AS firstInstanceAt, arrival.last_instance_at AS lastInstanceAt,
    arrival.completed_at AS completedAt
  FROM run CROSS JOIN arrival ON arrival.id = run.arrival_id WHERE run.id = ?`;
const jobsOfRun = `SELECT key, id, job_name AS jobName, entity_text AS entity, service, state, created_at AS createdAt,
    queued_at AS queuedAt, finished_at AS finishedAt, not_before AS retryAt
  FROM job_run WHERE run_id = ? ORDER BY position`;
const attemptsOfRun = `SELECT attempt.job_run_key AS key, number, outcome, attempt.started_at AS startedAt,
    attempt.finished_at AS finishedAt
  FROM job_run CROSS JOIN attempt ON attempt.job_run_key = job_run.key WHERE job_run.run_id = ? ORDER BY 1, 2`;
const edgesOfRun = `SELECT source.id AS "from", target.id AS "to" FROM job_run AS target
    CROSS JOIN job_edge ON job_edge.to_key = target.key CROSS JOIN job_run AS source ON source.key = job_edge.from_key
  WHERE target.run_id = ?`;

/** What `readTimeline` asks. */
export const timelineQueries = [timesOfRun, jobsOfRun, attemptsOfRun, edgesOfRun];

/**
 * When what of a run happened.
 * @param named its identifier or its number
 * @throws EngineError `not-found`
 */
export function readTimeline(history: History, named: string): Timeline {
  const run = runIdOf(history, named);
  const times = history.get<Omit<Timeline, 'run' | 'jobs' | 'edges'>>(timesOfRun, [run]);
  if (times === undefined) throw noRun(named);
  const attempts = new Map<number, TimelineJob['attempts']>();
  const rows = history.all<TimelineJob['attempts'][number] & { key: number }>(attemptsOfRun, [run]);
  for (const { key, ...attempt } of rows) {
    const own = attempts.get(key);
    if (own === undefined) attempts.set(key, [attempt]);
    else own.push(attempt);
  }
  return {
    run,
    ...times,
    jobs: history
      .all<Omit<TimelineJob, 'attempts'> & { key: number }>(jobsOfRun, [run])
      .map(({ key, ...job }) => ({ ...job, attempts: attempts.get(key) ?? [] })),
    edges: history.all<TimelineEdge>(edgesOfRun, [run]),
  };
}
