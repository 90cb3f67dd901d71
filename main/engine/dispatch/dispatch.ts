import { crashPoint, createClockWatch, startLoop } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { leaseLost } from '../runtimes/index.ts';
import { claimJobs } from './claim.ts';
import type { ClaimedJob } from './claim.ts';
import { createControl, readPauses } from './control/index.ts';
import { movePauses, nextDelayed, queueDelayed } from './delayed.ts';
import { execute } from './execute.ts';
import { createRequests } from './jobRequest.ts';
import { createLeases } from './leases.ts';
import { createPace } from './pace.ts';
import { keepProgress } from './progressNotes.ts';
import { recordEnd } from './recordEnd.ts';
import type { EndedAttempt } from './recordEnd.ts';
import { recoverRunning } from './recover.ts';
import { createPool, createQueueShare, createTrialShare, inUse } from './sharing/index.ts';
import type { Dispatch, DispatchOptions } from './types.ts';

/** First and longest pause after the runtime could not be used, in milliseconds. */
const firstPause = 250;
const longestPause = 30_000;
/** Pause before the environments are asked for again where there is none, in milliseconds. */
const environmentPause = 10_000;
/** Pause before the space on the disk is looked at again where there is too little, in milliseconds. */
const spacePause = 2000;
/** Longest time that `close` waits for jobs it has interrupted, in milliseconds. */
const longestFarewell = 10_000;

/**
 * Opens the room; what a dead engine left running is queued again first.
 *
 * One look does everything in one transaction: it records what has ended since the last, queues what waited for it,
 * and claims for every free slot. So a dependent starts in the look that ended what it needs, and under load many
 * endings and claims share a commit.
 */
export function createDispatch(context: ApplicationContext, options: DispatchOptions): Dispatch {
  const { history } = context;
  const { runtime, hasSpace = () => true } = options;
  const makeRequest = createRequests(context, options.modulesOf);
  const progress = keepProgress(context);
  const pace = createPace();
  const executions = new Set<Promise<void>>();
  /** How running jobs are ended, by row key. */
  const interrupts = new Map<number, AbortController>();
  const closing = new AbortController();
  /** Ended, and not yet in the history. */
  const ended: EndedAttempt[] = [];
  let isHeld = context.isStopped === true;
  const clock = createClockWatch();
  const leaseMs = () => context.options().leaseSeconds * 1000;
  const leases = createLeases(context, { leaseMs, lost: (key) => interrupts.get(key)?.abort(leaseLost) });
  let recovered = false;
  let isLookDue = false;
  let failures = 0;
  /** By the clock that is never set: 0 when not pausing. */
  let pausedUntil = 0;

  const pool = options.pool ?? createPool();
  const shared = { share: {}, application: options.name ?? (() => context.id) };
  const capacity = createQueueShare(pool, { ...shared, wake: lookSoon });
  const trials = createTrialShare(pool, { ...shared, runtime, changed: lookSoon });

  const control = createControl(context, {
    runtime,
    hasSpace,
    isStopped: () => isHeld,
    free: (environment) => capacity.free(environment, 0).free,
    besideQueue: (environment) => trials.slotsOf(environment),
    cardsInUse: (environment) => inUse(pool.holders(environment), shared.application()),
    interrupt: (key) => interrupts.get(key)?.abort(),
    wake: () => loop.wake(),
    onRunEnded: options.onRunEnded,
  });

  const loop = startLoop({
    name: 'dispatch',
    log: context.log,
    async look() {
      const batch = [...ended];
      const now = Date.now();
      const step = clock.step(now);
      const claimed: ClaimedJob[] = [];
      try {
        history.write(() => {
          if (!recovered) recoverRunning(context, options.onRunEnded);
          for (const attempt of batch) recordEnd(context, attempt, options.onRunEnded);
          if (step < 0) movePauses(context, step);
          queueDelayed(context, now);
          if (mayClaim()) claim(claimed);
          else capacity.withdraw();
        });
      } catch (cause) {
        // Out of the line first: who is woken by what comes back would look again at once, however often that fails.
        capacity.withdraw();
        for (const job of claimed) capacity.release(job);
        throw cause;
      }
      recovered = true;
      clock.followed(now);
      ended.splice(0, batch.length);
      if (batch.length > 0) crashPoint('end-recorded');
      if (claimed.length > 0) crashPoint('claimed');
      for (const job of claimed) start(job);
      return nextLook();
    },
  });

  function nextLook(): number | null {
    if (isHeld) return null;
    if (runtime.environments().length === 0) return Date.now() + environmentPause;
    if (!hasSpace()) return Date.now() + spacePause;
    const pause = pausedUntil - performance.now();
    if (pause > 0) return Date.now() + pause;
    return nextDelayed(context);
  }

  function mayClaim(): boolean {
    if (closing.signal.aborted || pausedUntil > performance.now() || !control.mayClaim()) return false;
    return !isHeld && hasSpace() && readPauses(history).application === null;
  }

  /** One environment after the other: what one takes, such as a card, the next has not. */
  function claim(claimed: ClaimedJob[]): void {
    const paused = new Set(readPauses(history).channels.keys());
    const environments = runtime.environments();
    capacity.withdraw(environments.filter(({ slots }) => slots > 0));
    for (const environment of environments) {
      const free = capacity.free(environment, pace.ahead(environment.name, environment.slots));
      for (const job of claimJobs(history, environments, [free], Date.now(), paused, leaseMs())) {
        capacity.take(job, environment);
        claimed.push(job);
      }
    }
  }

  function start(job: ClaimedJob): void {
    context.events.emit('job_runs.changed', {
      application: context.id,
      run: job.runId,
      jobRun: job.id,
      state: 'running',
      percent: null,
    });
    const execution = runToEnd(job).finally(() => executions.delete(execution));
    executions.add(execution);
  }

  async function runToEnd(job: ClaimedJob): Promise<void> {
    const interrupt = new AbortController();
    interrupts.set(job.key, interrupt);
    leases.begin(job.key);
    const attempt = await execute(context, {
      runtime,
      job,
      makeRequest,
      witness: options.witness,
      onProgress: (update) => progress.note(job, update),
      onAlive: () => leases.heard(job.key),
      signal: interrupt.signal,
    });
    interrupts.delete(job.key);
    leases.end(job.key);
    capacity.release(job);
    if (attempt.end.kind === 'not-begun') pause();
    else failures = 0;
    if (attempt.end.kind === 'given-back' || attempt.end.kind === 'lost') pace.stumbled(job.environment);
    else pace.ran(job.environment, Math.max(0, Date.now() - attempt.startedAt));
    ended.push({ ...attempt, progress: progress.take(job.key) });
    lookSoon();
  }

  /** After all that has come at once, so that it shares a transaction. */
  function lookSoon(): void {
    if (isLookDue) return;
    isLookDue = true;
    setImmediate(() => {
      isLookDue = false;
      loop.wake();
    });
  }

  /** The runtime could not be used; claiming at once again would only turn in a circle. */
  function pause(): void {
    pausedUntil = performance.now() + Math.min(firstPause * 2 ** failures, longestPause);
    failures += 1;
  }

  return {
    wake() {
      pausedUntil = 0;
      loop.wake();
      trials.look();
    },
    control,
    trials,
    async drain(signal) {
      isHeld = true;
      capacity.withdraw();
      await loop.idle();
      const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      if (!signal.aborted) await Promise.race([Promise.all(executions), aborted]);
    },
    async close() {
      await control.close();
      closing.abort();
      capacity.withdraw();
      for (const interrupt of interrupts.values()) interrupt.abort();
      await settledWithin([...executions], longestFarewell);
      // The last look records what was interrupted.
      loop.wake();
      await loop.idle();
      await loop.close();
      leases.close();
      progress.close();
    },
  };
}

async function settledWithin(executions: readonly Promise<void>[], milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([Promise.all(executions), late]);
  clearTimeout(timer);
}
