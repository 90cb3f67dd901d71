import { rm } from 'node:fs/promises';
import { toEngineError, withAdvice } from '../../../contract/index.ts';
import { crashPoint, runFolders, startLoop } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { completeArrivals, forgetProblems, recordProblem, reserveRun } from './arrivals.ts';
import type { CompleteArrival } from './arrivals.ts';
import { createFilters } from './filters/index.ts';
import { planRun } from './planRun.ts';
import { previewFilters } from './previewFilters.ts';
import { askAlone } from './askAlone.ts';
import { assess } from './assess.ts';
import { createReplay } from './replay/index.ts';
import { recordPlan } from './recordPlan.ts';
import { gatherStored } from './stored.ts';
import type { Planning, PlanningOptions } from './types.ts';

/** First and longest pause before an arrival that could not be planned is tried again, in milliseconds. */
const firstPause = 1000;
const longestPause = 60_000;

/**
 * Opens the room: complete arrivals become runs one by one, in the order in which they became complete. One that
 * cannot be planned (Python cannot be started, the disk is full, …) stays complete with its problem and lets the
 * others pass; it is tried again after a pause, and whenever the room is woken.
 */
export function createPlanning(context: ApplicationContext, options: PlanningOptions): Planning {
  const { history, log } = context;
  const filters = createFilters();
  const replay = createReplay(context, { ...options, filters });
  /** Arrivals that could not be planned, and until when they pause by the clock that is never set. */
  const pauses = new Map<string, { failures: number; until: number }>();
  // What kept an earlier engine from planning may be mended by now; it is tried before it is said again.
  forgetProblems(history);

  /** The arrival that is being planned, or was last. */
  let current: { arrival: string; abandoned: AbortController } | null = null;

  /** The first arrival that is not pausing. */
  function nextArrival(): CompleteArrival | undefined {
    const now = performance.now();
    return completeArrivals(history, pauses.size + 1).find(
      (arrival) => (pauses.get(arrival.id)?.until ?? 0) <= now,
    );
  }

  async function plan(arrival: CompleteArrival, closing: AbortSignal): Promise<void> {
    const abandoned = new AbortController();
    current = { arrival: arrival.id, abandoned };
    const signal = AbortSignal.any([closing, abandoned.signal]);
    const runId = reserveRun(history, arrival);
    const folder = runFolders(context.folders, runId).root;
    try {
      options.assertSpace?.();
      const made = await planRun(context, { ...options, filters }, { ...arrival, runId }, signal);
      crashPoint('callbacks-answered');
      const recorded = recordPlan(context, made);
      crashPoint('plan-written');
      pauses.delete(arrival.id);
      // Its folder is made anew when the arrival is complete again.
      if (recorded === null) return;
      if (recorded.state === 'active') options.wakeDispatch();
      else options.onRunEnded(runId);
    } catch (cause) {
      // Ended by `close`: the next start begins anew.
      if (closing.aborted) return;
      if (!abandoned.signal.aborted) pauseAfter(arrival, cause);
      await rm(folder, { recursive: true, force: true });
    }
  }

  function pauseAfter(arrival: CompleteArrival, cause: unknown): void {
    const failures = (pauses.get(arrival.id)?.failures ?? 0) + 1;
    pauses.set(arrival.id, {
      failures,
      until: performance.now() + Math.min(firstPause * 2 ** (failures - 1), longestPause),
    });
    const error = toEngineError(cause);
    log.warn({ arrival: arrival.id, code: error.code, failures }, 'an arrival could not be planned');
    log.debug({ arrival: arrival.id, details: error.details }, 'why an arrival could not be planned');
    recordProblem(context, arrival.id, withAdvice(error));
  }

  const loop = startLoop({
    name: 'planning',
    log,
    async look(signal) {
      if (context.isStopped === true) return null;
      for (let next = nextArrival(); next !== undefined && !signal.aborted; next = nextArrival()) {
        await plan(next, signal);
      }
      if (pauses.size === 0) return null;
      const first = Math.min(...[...pauses.values()].map((pause) => pause.until));
      return Date.now() + first - performance.now();
    },
  });

  return {
    wake() {
      // Something has changed, the runtime became ready for one: who waits need not wait longer.
      for (const pause of pauses.values()) pause.until = 0;
      loop.wake();
    },
    abandon(arrival) {
      pauses.delete(arrival);
      if (current?.arrival === arrival) current.abandoned.abort();
    },
    replay,
    askAlone: (about, signal) =>
      askAlone(context, { ...about, runtime: options.runtime, settings: context.options(), signal }),
    assess: (subject, signal) => assess(context, { ...options, filters }, subject, signal),
    gatherStored: (what, signal) => gatherStored(context, { ...options, filters }, what, signal),
    previewFilters: (what, rules, signal) =>
      previewFilters({ history, filters, instances: options.instances }, what, rules, signal),
    async close() {
      await replay.close();
      await loop.close();
      await filters.close();
    },
  };
}
