import { setTimeout } from 'node:timers/promises';
import { EngineError, noneRequeued } from '../../../../contract/index.ts';
import type { Cancelled, JobRunChoice, JobRunState, Requeued } from '../../../../contract/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { cancelInRun } from './cancelInRun.ts';
import { readChannels } from './channels.ts';
import { chosenByRun, conditionsOf, identified, inParts } from './choice.ts';
import { inSlices } from './inSlices.ts';
import { pause, resume } from './pauses.ts';
import { forgetRequest, keepRequest, unfinishedRequests } from './requests.ts';
import type { KeptRequest } from './requests.ts';
import { requeueInRun } from './requeueInRun.ts';
import { addCancelled, addRequeued, noneCancelled } from './sums.ts';
import type { Control, ControlOptions } from './types.ts';
import { whyWaiting } from './whyWaiting.ts';

/** Pause before a request of an earlier engine is tried again, in milliseconds. */
const retryPause = 1000;
/** Most job runs of one run that are cancelled in one transaction. */
const mostAtOnce = 250;

const openStates: readonly JobRunState[] = ['waiting', 'queued', 'running'];
/** What a requeue means where neither states, of a filter either, nor ids of job runs are given. */
const failedStates: readonly JobRunState[] = ['failed', 'timed-out', 'cancelled'];
const allStates: readonly JobRunState[] = [...openStates, ...failedStates, 'succeeded', 'skipped'];

/**
 * Opens control; what an engine that ended left half done is gone on with.
 *
 * What is asked for is written down first, then carried out run by run and in parts of a run, in transactions of a few
 * milliseconds with pauses in between, so that ten thousand job runs hold up nobody, of one run or of many.
 */
export function createControl(context: ApplicationContext, options: ControlOptions): Control {
  const { history, log } = context;
  const closing = new AbortController();
  /** Requests are carried out one after the other: each finds what the one before has left. */
  let last: Promise<unknown> = Promise.resolve();
  let open = 0;
  /** Requests that failed and could not be forgotten yet. */
  const givenUp = new Set<number>();

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    open += 1;
    const result = last.then(work).finally(() => {
      open -= 1;
      options.wake();
    });
    last = result.catch(() => undefined);
    return result;
  }

  async function carryOutCancel(kept: KeptRequest & { kind: 'cancel' }): Promise<Cancelled> {
    const chosen = conditionsOf(kept.choice, openStates, kept.lastKey);
    const withCleanUp = kept.withCleanUp || kept.choice.jobRuns !== undefined;
    const runs = new Set<string>();
    let sum = noneCancelled;
    function* steps(): Generator<void> {
      for (const part of inParts(chosenByRun(history, kept.choice, chosen), mostAtOnce)) {
        if (part !== null) {
          const done = cancelInRun(context, part, { ...options, from: kept.from, withCleanUp });
          if (done.cancelled + done.ending > 0) runs.add(part.run);
          sum = addCancelled(sum, done);
        }
        yield;
      }
    }
    await inBits(kept, steps());
    return { ...sum, runs: runs.size };
  }

  async function carryOutRequeue(kept: KeptRequest & { kind: 'requeue' }): Promise<Requeued> {
    const { choice } = kept;
    const namesStates = choice.states !== undefined || choice.found?.states !== undefined;
    const states = choice.jobRuns === undefined && !namesStates ? failedStates : allStates;
    const chosen = conditionsOf(choice, states, kept.lastKey);
    let sum = noneRequeued;
    function* steps(): Generator<void> {
      for (const part of chosenByRun(history, choice, chosen)) {
        if (part !== null) sum = addRequeued(sum, yield* requeueInRun(context, part, states, kept));
        yield;
      }
    }
    await inBits(kept, steps());
    return sum;
  }

  /** Carries out a request bit by bit and forgets it then. */
  async function inBits(kept: KeptRequest, steps: Iterator<void>): Promise<void> {
    const isDone = await inSlices(history, steps, closing.signal);
    if (!isDone) throw new EngineError('cancelled', 'The engine is being closed; the rest follows.');
    forgetRequest(history, kept.key);
  }

  /** Whoever asked is told that it failed, and may ask anew: the next start must not come back to it. */
  function giveUp(kept: KeptRequest): void {
    givenUp.add(kept.key);
    forgetGivenUp();
  }
  function forgetGivenUp(): void {
    try {
      for (const key of givenUp) {
        forgetRequest(history, key);
        givenUp.delete(key);
      }
    } catch (cause) {
      log.warn({ cause: String(cause) }, 'a request that failed cannot be forgotten yet');
    }
  }

  /** @throws EngineError as it failed; what was done by then stays done */
  async function carryOut<Result>(kept: KeptRequest, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (cause) {
      if (!closing.signal.aborted) giveUp(kept);
      throw cause;
    }
  }

  function alreadyEnded({ jobRuns }: JobRunChoice): number {
    if (jobRuns === undefined) return 0;
    return (
      history.get<{ n: number }>(
        `SELECT count(*) AS n FROM job_run WHERE id IN (SELECT value FROM json_each(?))
           AND state NOT IN ('waiting', 'queued', 'running')`,
        [JSON.stringify(jobRuns)],
      )?.n ?? 0
    );
  }

  /** What was asked of an engine that ended is tried until it is done: nobody would ask again. */
  async function goOn(kept: KeptRequest): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await (kept.kind === 'cancel' ? carryOutCancel(kept) : carryOutRequeue(kept));
        return;
      } catch (cause) {
        log.error(
          { kind: kept.kind, cause: String(cause) },
          'a request could not be gone on with; trying again',
        );
        await setTimeout(retryPause, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  }

  function announceChannels(): void {
    context.events.emit('channels.changed', { application: context.id });
    options.wake();
  }

  for (const kept of unfinishedRequests(history)) void inTurn(() => goOn(kept));

  return {
    mayClaim: () => open === 0,
    cancel: ({ choice: named, from, withCleanUp }) =>
      inTurn(async () => {
        forgetGivenUp();
        const choice = identified(history, named);
        const { kept, ended } = history.write(() => ({
          kept: keepRequest(history, { kind: 'cancel', choice, withCleanUp }, from),
          ended: alreadyEnded(choice),
        }));
        const request = { ...kept, kind: 'cancel', choice, withCleanUp } as const;
        return { ...(await carryOut(kept, () => carryOutCancel(request))), alreadyEnded: ended };
      }),
    requeue: ({ choice: named, from, below }) =>
      inTurn(async () => {
        forgetGivenUp();
        const choice = identified(history, named);
        const kept = keepRequest(history, { kind: 'requeue', choice, below }, from);
        return carryOut(kept, () => carryOutRequeue({ ...kept, kind: 'requeue', choice, below }));
      }),
    pause(channel, from, known) {
      const now = readChannels(history, options.runtime.environments(), known);
      if (channel !== undefined && now.channels.every((one) => one.channel !== channel)) {
        throw noSuchChannel(
          channel,
          now.channels.map((one) => one.channel),
        );
      }
      if (!pause(history, channel, from, Date.now())) return now;
      announceChannels();
      return readChannels(history, options.runtime.environments(), known);
    },
    resume(channel, known) {
      if (resume(history, channel)) announceChannels();
      const now = readChannels(history, options.runtime.environments(), known);
      if (channel !== undefined && now.channels.every((one) => one.channel !== channel)) {
        throw noSuchChannel(
          channel,
          now.channels.map((one) => one.channel),
        );
      }
      return now;
    },
    channels: (known) => readChannels(history, options.runtime.environments(), known),
    whyWaiting: (jobRun) => whyWaiting(history, jobRun, options),
    async close() {
      closing.abort();
      await last;
      forgetGivenUp();
    },
  };
}

function noSuchChannel(channel: string, known: readonly string[]): EngineError {
  return new EngineError('not-found', `No job and no environment has the channel "${channel}".`, {
    advice: `There are: ${known.join(', ')}.`,
  });
}
