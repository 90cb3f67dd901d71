import type { Estimate } from '../../../contract/index.ts';
import type { History } from '../database/index.ts';
import { learn, readSamples } from './durations.ts';
import type { DurationModel } from './durations.ts';
import { activeRuns, countActive, countOpen, readOpen, standingOfName } from './openJobs.ts';
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

  const standingOf = keptFor(
    (jobName: string) =>
      history.get<{ channel: string; priority: number }>(standingOfName, [jobName]) ?? {
        channel: '',
        priority: 0,
      },
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
      const pool = pools.of(standingOf(name).channel);
      return model === undefined || pool === null ? [] : [{ model, count, pool }];
    });
    const span = simulate({
      jobs: jobs.flatMap((job) => {
        const model = models.get(job.jobName);
        if (model === undefined) return [];
        const needs = job.needs.flatMap((key) => placeOf.get(key) ?? []);
        const elapsed = job.startedAt === null ? null : Math.max(1, now - job.startedAt);
        const pause = job.notBefore === null ? 0 : Math.max(0, job.notBefore - now);
        const pool = poolOf.get(job.key) ?? 0;
        const places = pools.places[pool] ?? 1;
        const slots = job.alone === 1 ? places : Math.min(job.slots, places);
        const asked = run === null || run === job.run;
        return [{ model, instances: job.instances, elapsed, pause, needs, pool, slots, asked }];
      }),
      ahead: counted,
      instancesAhead: averageInstances(),
      pools: pools.places,
    });
    const at = (milliseconds: number) => Math.round(now + milliseconds);
    return { doneAt: at(span.middle), low: at(span.low), high: at(span.high), basedOn, unknown: [], paused };
  }

  /**
   * What comes before the last of a run: of the same priority what is of earlier runs, by their number; of a greater one
   * everything.
   */
  function aheadOf(number: number, open: readonly OpenRow[]): Counts {
    const active = countActive(history, Number.MAX_SAFE_INTEGER);
    const earlier = countActive(history, number) / Math.max(1, active);
    const last = Math.min(...open.map(({ priority }) => priority));
    return new Map(
      [...without(openNow(), open)].flatMap(([jobName, n]) => {
        const { priority } = standingOf(jobName);
        if (priority < last) return [];
        return [[jobName, priority > last ? n : Math.round(n * earlier)] as const];
      }),
    );
  }

  function ofRun(run: string): Estimate | null {
    const number = history.get<{ n: number }>(
      "SELECT number AS n FROM run WHERE id = ? AND state = 'active'",
      [run],
    );
    if (number === undefined) return null;
    if (sumOf(openNow()) <= mostSingle) {
      const runs = activeRuns(history);
      return estimate(concerning(run, runs, readOpen(history, runs)), new Map(), run);
    }
    const open = readOpen(history, [run]);
    return estimate(open, aheadOf(number.n, open), run);
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
        return { estimate: estimate(readOpen(history, activeRuns(history)), new Map(), null), openJobRuns };
      }
      // Whatever the priorities, all others come before the end: what is left of the newest run's own graph is at it then.
      const newest = history.get<{ id: string }>(
        "SELECT id FROM run WHERE state = 'active' ORDER BY number DESC LIMIT 1",
      );
      if (newest === undefined) return { estimate: null, openJobRuns };
      const open = readOpen(history, [newest.id]);
      return { estimate: estimate(open, without(openNow(), open), newest.id), openJobRuns };
    },
  };
}

function sumOf(counts: Counts): number {
  return [...counts.values()].reduce((sum, n) => sum + n, 0);
}

/** Of the open job runs of all active runs, oldest first, those of a run, of earlier ones, and of later ones that pass it. */
function concerning(run: string, runs: readonly string[], rows: readonly OpenRow[]): OpenRow[] {
  const last = Math.min(...rows.filter((row) => row.run === run).map(({ priority }) => priority));
  const kept = new Set(runs.slice(0, runs.indexOf(run) + 1));
  for (const row of rows) if (row.priority > last || row.startedAt !== null) kept.add(row.run);
  return rows.filter((row) => kept.has(row.run));
}

/** How many are left when single ones are told apart. */
function without(counts: Counts, single: readonly OpenRow[]): Counts {
  const left = new Map(counts);
  for (const { jobName } of single) left.set(jobName, Math.max(0, (left.get(jobName) ?? 0) - 1));
  return left;
}
