import type { Logger } from '../context/index.ts';
import type { JobObserver, JobOutcome, PlanningSession } from '../runtimes/index.ts';

/** Time that the process made for a check has to begin, in milliseconds; it takes a few on an idle machine. */
const firstSignMs = 20_000;
/** How often a process is made before it is said that there is none. */
const attempts = 2;

/** Said where none began. */
export const noSign = `Python did not begin to look at it within ${firstSignMs / 1000} s, and not when it was asked once more.`;

interface Patience {
  signal: AbortSignal;
  log: Logger;
  limitMs?: number;
}

/**
 * Runs a job whose process has to begin soon after its host has the order; what an import takes comes after that.
 * @param run runs it, the how manieth time from 1 on
 * @returns null where no process began
 */
export async function runOnceBegun(
  run: (attempt: number, observer: JobObserver, signal: AbortSignal) => Promise<JobOutcome>,
  { signal, log, limitMs = firstSignMs }: Patience,
): Promise<JobOutcome | null> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const ending = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const observer: JobObserver = {
      // From then on its host has the order: what a container takes to start does not count.
      alive: () => (timer ??= setTimeout(() => ending.abort(), limitMs)),
      started: () => clearTimeout(timer),
      output: () => undefined,
      progress: () => undefined,
    };
    const outcome = await run(attempt, observer, AbortSignal.any([signal, ending.signal]));
    clearTimeout(timer);
    if (outcome.kind !== 'cancelled' || !ending.signal.aborted) return outcome;
    log.warn({ attempt, limitMs }, 'the process of a job that looks at a service did not begin');
  }
  return null;
}

/**
 * Opens a planning session whose process has answered a first question.
 * @returns null where none answered
 */
export async function openOnceBegun(
  open: () => Promise<PlanningSession>,
  { signal, log, limitMs = firstSignMs }: Patience,
): Promise<PlanningSession | null> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const session = await open();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), limitMs);
    });
    const first = session.ask({
      jobName: 'check',
      callback: 'dcm_processor_runtime.check.ready',
      params: null,
      addedParams: {},
    });
    // Whatever it answers, it does: also that it is closed.
    const answer = await Promise.race([first, late])
      .catch(async (cause: unknown) => {
        await session.close();
        throw cause;
      })
      .finally(() => clearTimeout(timer));
    if (answer !== null || signal.aborted) return session;
    log.warn({ attempt, limitMs }, 'the process of callbacks that looks at a service did not begin');
    await session.close();
  }
  return null;
}
