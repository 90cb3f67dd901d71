import type { Estimate } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { learn, readSamples } from './durations.ts';
import type { DurationModel } from './durations.ts';
import { activeRunsUpTo, channelOfName, countActive, countOpen, readOpen } from './openJobs.ts';
import type { Counts, OpenRow } from './openJobs.ts';
import { keptFor } from './keptFor.ts';
import { poolsOf } from './pools.ts';
import type { Places } from './pools.ts';
import { simulate } from './simulate.ts';

/** Active runs whose instances are averaged. */
const averagedRuns = 500;
/** Up to so many open job runs, each is played through by itself; beyond it those before a run are only counted. */
const mostSingle = 300;
/** Runs of a list that have an estimate: the newest, so that a list stays quick. */
const mostInList = 10;

/** When runs and the queue will be done. */
export interface Estimates {
  /** @returns null for a run that has ended or does not exist */
  run(run: string): Estimate | null;
  /** The same for the runs of a list; null also beyond the first ten that are active. */
  runs(list: readonly { id: string; number: number; state: string }[]): (Estimate | null)[];
  /** @returns null where nothing waits or runs */
  queue(): { estimate: Estimate | null; openJobRuns: number };
}

/** What jobs run in now, and what of it is paused. */
export interface Surroundings {
  environments(): readonly Places[];
  pauses(): { application: unknown; channels: ReadonlyMap<string, unknown> };
}

export function createEstimates(history: History, { environments, pauses }: Surroundings): Estimates {
  const modelOf = keptFor((jobName: string): DurationModel | null => learn(readSamples(history, jobName)));
  const openNow = (): Counts => countOpen(history);
  const averageInstances = keptFor((): number => {
    const row = history.get<{ mean: number | null }>(
      `SELECT avg(instance_count) AS mean FROM
         (SELECT instance_count FROM run WHERE state = 'active' ORDER BY number DESC LIMIT ${averagedRuns})`,
    );
    return row?.mean ?? 0;
  });

  const channelOf = keptFor(
    (jobName: string): string => history.get<{ channel: string }>(channelOfName, [jobName])?.channel ?? '',
  );

  /**
   * @param jobs played through one by one; `ahead` only by their number
   * @param run whose end is asked about; null: that of all
   */
  function estimate(jobs: readonly OpenRow[], ahead: Counts, run: string | null): Estimate {
    const names = [...new Set([...jobs.map((job) => job.jobName), ...ahead.keys()])];
    const models = new Map<string, DurationModel>();
    const unknown: string[] = [];
    for (const name of names) {
      const model = modelOf(name);
      if (model === null) unknown.push(name);
      else models.set(name, model);
    }
    const basedOn = [...models.values()].reduce((sum, model) => sum + model.sampleCount, 0);
    const { application, channels } = pauses();
    const paused =
      application !== null || jobs.some((job) => job.startedAt === null && channels.has(job.channel));
    const pools = poolsOf(environments());
    const poolOf = new Map(jobs.map((job) => [job.key, pools.of(job.channel)]));
    const isServed = ![...poolOf.values()].includes(null);
    if (unknown.length > 0 || paused || !isServed) {
      return { doneAt: null, low: null, high: null, basedOn, unknown: unknown.sort(), paused };
    }
    const now = Date.now();
    const placeOf = new Map(jobs.map((job, place) => [job.key, place]));
    const counted = [...ahead].flatMap(([name, count]) => {
      const model = models.get(name);
      const pool = pools.of(channelOf(name));
      return model === undefined || pool === null ? [] : [{ model, count, pool }];
    });
    const span = simulate({
      jobs: jobs.flatMap((job) => {
        const model = models.get(job.jobName);
        if (model === undefined) return [];
        const needs = job.needs.flatMap((key) => placeOf.get(key) ?? []);
        const elapsed = job.startedAt === null ? null : Math.max(1, now - job.startedAt);
        const pool = poolOf.get(job.key) ?? 0;
        const places = pools.places[pool] ?? 1;
        const slots = job.alone === 1 ? places : Math.min(job.slots, places);
        const asked = run === null || run === job.run;
        return [{ model, instances: job.instances, elapsed, needs, pool, slots, asked }];
      }),
      ahead: counted,
      instancesAhead: averageInstances(),
      pools: pools.places,
    });
    const at = (milliseconds: number) => Math.round(now + milliseconds);
    return { doneAt: at(span.middle), low: at(span.low), high: at(span.high), basedOn, unknown: [], paused };
  }

  /** What comes before a run: a part of the queue, by the number of active runs. */
  function aheadOf(number: number): Counts {
    const active = countActive(history, Number.MAX_SAFE_INTEGER);
    return scaled(openNow(), countActive(history, number) / Math.max(1, active));
  }

  function ofRun(run: string): Estimate | null {
    const number = history.get<{ n: number }>(
      "SELECT number AS n FROM run WHERE id = ? AND state = 'active'",
      [run],
    );
    if (number === undefined) return null;
    if (sumOf(openNow()) <= mostSingle) {
      return estimate(readOpen(history, activeRunsUpTo(history, number.n)), new Map(), run);
    }
    return estimate(readOpen(history, [run]), aheadOf(number.n), run);
  }

  // A list is read anew after each event; playing through a long run takes as long as many of its jobs.
  const ofListedRun = keptFor(ofRun);

  return {
    run: ofRun,
    runs(list) {
      let simulated = 0;
      return list.map((one) => {
        if (one.state !== 'active' || simulated >= mostInList) return null;
        simulated += 1;
        return ofListedRun(one.id);
      });
    },
    queue() {
      const openJobRuns = sumOf(openNow());
      if (openJobRuns === 0) return { estimate: null, openJobRuns };
      if (openJobRuns <= mostSingle) {
        const runs = activeRunsUpTo(history, Number.MAX_SAFE_INTEGER);
        return { estimate: estimate(readOpen(history, runs), new Map(), null), openJobRuns };
      }
      // The last run waits for all others; what is left of its own graph then is the end of the queue.
      const newest = history.get<{ id: string }>(
        "SELECT id FROM run WHERE state = 'active' ORDER BY number DESC LIMIT 1",
      );
      return { estimate: newest === undefined ? null : ofRun(newest.id), openJobRuns };
    },
  };
}

function sumOf(counts: Counts): number {
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
}

function scaled(counts: Counts, share: number): Counts {
  return new Map([...counts].map(([jobName, n]) => [jobName, Math.round(n * share)]));
}
