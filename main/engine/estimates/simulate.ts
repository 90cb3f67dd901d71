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
  /** Places of those it waits for. */
  needs: readonly number[];
  /** Its end is what is asked about. */
  asked: boolean;
}

/** Jobs of one kind that come before, which are only counted. */
export interface Ahead {
  model: DurationModel;
  count: number;
}

/** What is played through. */
export interface Situation {
  /** In the order in which they are taken from the queue. */
  jobs: readonly OpenJob[];
  ahead: readonly Ahead[];
  /** Instances of the runs that come before, on average. */
  instancesAhead: number;
  /** Jobs that run at once. */
  places: number;
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

/** Something that has a place until it ends; `job` is null for what comes before. */
interface Running {
  job: number | null;
  end: number;
}

function playThrough(situation: Situation, dependents: readonly number[][], random: Random): number {
  const { jobs, places } = situation;
  const biasOf = drawBiases(random);
  const running: Running[] = [];
  const ready: number[] = [];
  const open = jobs.map((job) => job.needs.length);
  jobs.forEach((job, index) => {
    const elapsed = job.elapsed ?? 0;
    if (elapsed > 0) {
      running.push({
        job: index,
        end: Math.max(0, job.model.draw(random, job.instances, elapsed) - elapsed),
      });
    } else if (open[index] === 0) ready.push(index);
  });
  // What comes before is spread evenly over the places that are left.
  const workAhead = drawAhead(situation, biasOf, random);
  const left = Math.max(0, places - running.length);
  if (workAhead > 0) {
    for (let place = 0; place < left; place++) running.push({ job: null, end: workAhead / places });
  }
  let now = 0;
  let end = 0;
  for (;;) {
    while (running.length < places && ready.length > 0) {
      const index = ready.shift() ?? 0;
      const job = jobs[index];
      if (job === undefined) break;
      const duration = job.model.draw(random, job.instances, 0) * biasOf(job.model);
      running.push({ job: index, end: now + duration });
    }
    const ended = takeFirst(running);
    if (ended === null) return end;
    now = ended.end;
    if (ended.job !== null && jobs[ended.job]?.asked === true) end = now;
    for (const dependent of ended.job === null ? [] : (dependents[ended.job] ?? [])) {
      open[dependent] = (open[dependent] ?? 0) - 1;
      if (open[dependent] === 0 && jobs[dependent]?.elapsed === null) insert(ready, dependent);
    }
  }
}

function drawAhead(
  { ahead, instancesAhead }: Situation,
  biasOf: (model: DurationModel) => number,
  random: Random,
): number {
  let work = 0;
  for (const { model, count } of ahead) {
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

/** Takes out what ends first; there are no more than places. */
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
