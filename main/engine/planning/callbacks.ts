import type { JsonObject } from '../../../contract/index.ts';
import type { CallbackAnswer, PlanningSession } from '../runtimes/index.ts';
import type { DefinedJob } from './jobs.ts';

/** What the callbacks of one arrival said. */
export interface Decisions {
  /** Answers by place of the job; null where its callback was not asked. */
  answers: (CallbackAnswer | null)[];
  /** What accepted jobs injected, by job name. */
  addedParams: JsonObject;
}

/**
 * Asks the callbacks one after the other. Each sees what the jobs accepted before it injected; what a declined job
 * injects is not kept. The collection is made anew for every arrival, so nothing can pass from patient to patient.
 */
export async function askCallbacks(
  session: PlanningSession,
  jobs: readonly DefinedJob[],
  signal: AbortSignal,
): Promise<Decisions> {
  // A map, because job names come from outside: "__proto__" is a key like any other.
  const injected = new Map<string, JsonObject>();
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
      addedParams: Object.fromEntries(injected),
    });
    if (answer.kind === 'accepted' && answer.injected !== null) injected.set(jobName, answer.injected);
    answers.push(answer);
  }
  // Closing ends the session under the last question; what it answered then means nothing.
  signal.throwIfAborted();
  return { answers, addedParams: Object.fromEntries(injected) };
}
