import type { Grouping } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';

/** An arrival that waits for planning. */
export interface CompleteArrival {
  id: string;
  level: Grouping;
  entityId: string;
  patientKey: number;
  /** Run that planning began for it before, and did not get to the end. */
  runId: string | null;
  /** Instances that came; grows when late ones join while it is planned. */
  instanceCount: number;
}

/** The first complete arrivals in the order in which they became so. */
export function completeArrivals(history: History, limit: number): CompleteArrival[] {
  return history.all<CompleteArrival>(
    `SELECT id, level, entity_id AS entityId, patient_key AS patientKey, run_id AS runId,
       instance_count AS instanceCount
     FROM arrival WHERE state = 'complete' ORDER BY completed_at, id LIMIT ?`,
    [limit],
  );
}

/**
 * The identifier of the run that is to be planned for an arrival. It is recorded before anything is written to disk,
 * so that whatever a kill leaves behind is found again and made anew.
 */
export function reserveRun(history: History, arrival: CompleteArrival): string {
  if (arrival.runId !== null) return arrival.runId;
  const runId = newId();
  history.run('UPDATE arrival SET run_id = ? WHERE id = ?', [runId, arrival.id]);
  return runId;
}

/** Records why an arrival could not be planned yet; it stays complete and is tried again. */
export function recordProblem(context: ApplicationContext, arrivalId: string, problem: string): void {
  const { history } = context;
  history.write(() => {
    const changed = history.run(
      `UPDATE arrival SET problem = :problem
       WHERE id = :id AND state = 'complete' AND problem IS NOT :problem`,
      {
        id: arrivalId,
        problem,
      },
    ).changes;
    if (changed > 0) {
      history.afterCommit(() => context.events.emit('arrivals.changed', { application: context.id }));
    }
  });
}

/** Takes back every recorded problem: all that waits is about to be tried anew. */
export function forgetProblems(history: History): void {
  history.run("UPDATE arrival SET problem = NULL WHERE state = 'complete' AND problem IS NOT NULL");
}
