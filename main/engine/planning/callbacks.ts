import type { JsonObject } from '../../../contract/index.ts';
import type { CallbackAnswer, PlanningSession } from '../runtimes/index.ts';
import type { EntityJob } from './entityJobs.ts';
import { createInjected } from './injected.ts';

/** What the callbacks of one arrival said. */
export interface Decisions {
  /** Answers by place of the job; null where its callback was not asked. */
  answers: (CallbackAnswer | null)[];
  /** What accepted jobs injected, by job name. */
  addedParams: JsonObject;
  /** The same as a job sees it that is about a part of the arrival, by place of the job; null for the others. */
  entityParams: (JsonObject | null)[];
}

/**
 * Asks the callbacks one after the other. Each sees what the jobs accepted before it injected; what a declined job
 * injects is not kept. The collection is made anew for every arrival, so nothing can pass from patient to patient.
 */
export async function askCallbacks(
  session: PlanningSession,
  jobs: readonly EntityJob[],
  signal: AbortSignal,
  /** What jobs that are not asked have injected before. */
  injected = createInjected(),
): Promise<Decisions> {
  const answers: Decisions['answers'] = [];
  for (const job of jobs) {
    signal.throwIfAborted();
    if (job.leftOut !== null) {
      answers.push(null);
      continue;
    }
    const { jobName, callback, params } = job.definition;
    const answer = await session.ask({
      jobName,
      callback,
      params,
      addedParams: injected.seenFrom(job.scope),
      ...(job.headers === null ? {} : { headers: job.headers }),
    });
    if (answer.kind === 'accepted' && answer.injected !== null) {
      injected.add(jobName, job.scope, answer.injected);
    }
    answers.push(answer);
  }
  // Closing ends the session under the last question; what it answered then means nothing.
  signal.throwIfAborted();
  return {
    answers,
    addedParams: injected.seenFrom([]),
    entityParams: jobs.map((job) => (job.entity === null ? null : injected.seenFrom(job.scope))),
  };
}
