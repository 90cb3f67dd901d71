import type { DurationModel } from './durations.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

/** Worlds that are played through: fewer where each has many jobs. */
const [mostWorlds, fewestWorlds, jobsInAll] = [200, 30, 4000];

/** A job run that has not ended. */
export interface OpenJob {
  model: DurationModel;
  /** Instances of its run. */
  instances: number;
  /** Milliseconds for which it runs already; null: it does not run yet. */
  elapsed: number | null;
  /** Milliseconds from now before which it does not begin. */
  pause: number;
  /** Places of those it waits for. */
  needs: readonly number[];
  /** Where it runs, by the place in `pools`, and how many places it takes there. */
  pool: number;
  slots: number;
  /** Its end is what is asked about. */
  asked: boolean;
}

/** Jobs of one kind that come before, which are only counted. */
export interface Ahead {
  model: DurationModel;
  count: number;
  pool: number;
}

/** What is played through. */
export interface Situation {
  /** In the order in which they are taken from the queue. */
  jobs: readonly OpenJob[];
  ahead: readonly Ahead[];
  /** Instances of the runs that come before, on average. */
  instancesAhead: number;
  /** Jobs that run at once, by pool: each job waits for the places of its own. */
  pools: readonly number[];
}

/** Milliseconds from now until the last of those that are asked about has ended. */
export interface Span {
  low: number;
  middle: number;
  high: number;
}

/** Plays through how it may go on, many times, with durations as they were in the past. */
export function simulate(situation: Situation): Span {
  const random = createRandom();
  const dependents = situation.jobs.map((): number[] => []);
  situation.jobs.forEach((job, index) => job.needs.forEach((need) => dependents[need]?.push(index)));
  const wanted = Math.round(jobsInAll / Math.max(1, situation.jobs.length));
  const length = Math.min(mostWorlds, Math.max(fewestWorlds, wanted));
  const ends = Array.from({ length }, () => playThrough(situation, dependents, random));
  ends.sort((a, b) => a - b);
  const at = (share: number) => ends[Math.round(share * (length - 1))] ?? 0;
  return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}

/** Something that has a place until it ends; `job` is null for what comes before and for pauses. */
interface Running {
  job: number | null;
  end: number;
  pool: number;
  slots: number;
  /** The job that may begin then: what ends is the pause before it. */
  before?: number;
}

function playThrough(situation: Situation, dependents: readonly number[][], random: Random): number {
  const { jobs, pools } = situation;
  const biasOf = drawBiases(random);
  const running: Running[] = [];
  const free = [...pools];
  const ready = pools.map((): number[] => []);
  const open = jobs.map((job) => job.needs.length);
  function begin(one: Running): void {
    free[one.pool] = (free[one.pool] ?? 0) - one.slots;
    running.push(one);
  }
  jobs.forEach(({ elapsed, pause, model, instances, pool, slots }, index) => {
    if (elapsed !== null && elapsed > 0) {
      const end = Math.max(0, model.draw(random, instances, elapsed) - elapsed);
      begin({ job: index, end, pool, slots });
    } else if (pause > 0) begin({ job: null, end: pause, pool, slots: 0, before: index });
    else if (open[index] === 0) ready[pool]?.push(index);
  });
  // What comes before is spread evenly over the places that are left.
  pools.forEach((places, pool) => {
    const workAhead = drawAhead(situation, pool, biasOf, random);
    if (workAhead === 0) return;
    for (let place = Math.max(0, free[pool] ?? 0); place > 0; place--) {
      begin({ job: null, end: workAhead / places, pool, slots: 1 });
    }
  });
  let now = 0;
  let end = 0;
  for (;;) {
    for (const queue of ready) {
      for (let first = queue[0]; first !== undefined; first = queue[0]) {
        const job = jobs[first];
        // One that needs more places holds back those behind it.
        if (job === undefined || job.slots > (free[job.pool] ?? 0)) break;
        queue.shift();
        const duration = job.model.draw(random, job.instances, 0) * biasOf(job.model);
        begin({ job: first, end: now + duration, pool: job.pool, slots: job.slots });
      }
    }
    const ended = takeFirst(running);
    if (ended === null) return end;
    now = ended.end;
    free[ended.pool] = (free[ended.pool] ?? 0) + ended.slots;
    if (ended.job !== null && jobs[ended.job]?.asked === true) end = now;
    if (ended.before !== undefined) insert(ready[ended.pool] ?? [], ended.before);
    for (const dependent of ended.job === null ? [] : (dependents[ended.job] ?? [])) {
      open[dependent] = (open[dependent] ?? 0) - 1;
      const next = jobs[dependent];
      if (open[dependent] === 0 && next?.elapsed === null) insert(ready[next.pool] ?? [], dependent);
    }
  }
}

function drawAhead(
  { ahead, instancesAhead }: Situation,
  pool: number,
  biasOf: (model: DurationModel) => number,
  random: Random,
): number {
  let work = 0;
  for (const { model, count, pool: other } of ahead) {
    if (other !== pool) continue;
    const { mean, deviation } = model.moments(instancesAhead);
    const sum = count * mean + Math.sqrt(count) * deviation * random.normal();
    work += Math.max(0, sum * biasOf(model));
  }
  return work;
}

/** In one world, a model is wrong by the same factor for all. */
function drawBiases(random: Random): (model: DurationModel) => number {
  const biases = new Map<DurationModel, number>();
  return (model) => {
    const bias = biases.get(model) ?? model.drawBias(random);
    biases.set(model, bias);
    return bias;
  };
}

/** Takes out what ends first; there are little more than places. */
function takeFirst(running: Running[]): Running | null {
  let first = 0;
  running.forEach((one, index) => {
    if (one.end < (running[first]?.end ?? Infinity)) first = index;
  });
  return running.splice(first, 1)[0] ?? null;
}

/** Keeps the order of the queue. */
function insert(ready: number[], index: number): void {
  let [low, high] = [0, ready.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ready[middle] ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  ready.splice(low, 0, index);
}
