import { z } from 'zod';
import type { History } from '../database/index.ts';
import type { Random } from './random.ts';

/** Past job runs that a job is judged by: enough for quantiles, few enough to follow a change of the code. */
const mostSamples = 40;
/** Samples from which on a dependence on the number of instances is looked for. */
const fewestForScaling = 8;
/** How much closer to the samples a line must lie than one number, to be believed. */
const worthwhile = 0.8;
/** How uncertain one single sample is, as the standard deviation of its logarithm. */
const uncertaintyOfOne = 0.5;

/** A past job run. */
export interface Sample {
  /** Milliseconds. */
  duration: number;
  /** Instances of its run. */
  instances: number;
}

/**
 * The last job runs of a name that succeeded; one stretch of an index. One that ended before it began tells nothing: the
 * clock was set meanwhile.
 */
const lastOf = (columns: string, jobName: string) => `
  SELECT finished_at - started_at AS duration${columns} FROM job_run INDEXED BY job_run_succeeded
  WHERE job_name = ${jobName} AND state = 'succeeded' AND finished_at >= started_at
  ORDER BY finished_at DESC LIMIT ${mostSamples}`;
export const lastSamples = `SELECT duration, run.instance_count AS instances FROM (${lastOf(', run_id', '?')})
  JOIN run ON run.id = run_id`;
/** Of many names, as lists of JSON. */
export const lastDurations = `SELECT value AS jobName,
  (SELECT json_group_array(duration) FROM (${lastOf('', 'value')})) AS durations FROM json_each(?)`;

export function readSamples(history: History, jobName: string): Sample[] {
  return history.all<Sample>(lastSamples, [jobName]);
}

const durationsSchema = z.array(z.number());

/** How long the last job runs of each name took, in milliseconds; asked at once, as there may be hundreds of names. */
export function readDurations(
  history: History,
  jobNames: readonly string[],
): [jobName: string, durations: number[]][] {
  return history
    .all<{ jobName: string; durations: string }>(lastDurations, [JSON.stringify(jobNames)])
    .map(({ jobName, durations }) => [jobName, durationsSchema.parse(JSON.parse(durations))]);
}

/** How long a job takes. */
export interface DurationModel {
  sampleCount: number;
  /** The middle one for a number of instances, in ms. */
  typical(instances: number): number;
  /** Mean and standard deviation for a number of instances, in ms. */
  moments(instances: number): { mean: number; deviation: number };
  /** How wrong the whole model may be in one world of many: a factor for all its job runs there. */
  drawBias(random: Random): number;
  /** How long one takes that has taken `elapsed` already, in ms. */
  draw(random: Random, instances: number, elapsed: number): number;
}

/** Null where there is nothing to learn from. */
export function learn(samples: readonly Sample[]): DurationModel | null {
  if (samples.length === 0) return null;
  const line = findLine(samples);
  const shortest = Math.min(...samples.map((one) => one.duration));
  const typical = (instances: number) => Math.max(1, shortest / 2, line.base + line.perInstance * instances);
  /** How much longer than typical each took. */
  const ratios = samples.map((one) => one.duration / typical(one.instances)).toSorted((a, b) => a - b);
  const meanRatio = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - meanRatio) ** 2, 0) / ratios.length;
  const bias = Math.max(Math.sqrt(variance) / Math.sqrt(ratios.length), uncertaintyOfOne / ratios.length);
  return {
    sampleCount: samples.length,
    typical,
    moments: (instances) => ({
      mean: typical(instances) * meanRatio,
      deviation: typical(instances) * Math.sqrt(variance),
    }),
    drawBias: (random) => Math.exp(bias * random.normal()),
    draw(random, instances, elapsed) {
      const middle = typical(instances);
      const longer = elapsed === 0 ? ratios : ratios.filter((ratio) => ratio * middle > elapsed);
      // Longer than any before: nothing is known but that such jobs mostly do not end at once.
      return longer.length === 0 ? elapsed * (1 + 0.5 * random.next()) : random.pick(longer) * middle;
    },
  };
}

interface Line {
  base: number;
  perInstance: number;
}

/** Duration by number of instances: the median of all slopes (Theil and Sen), where it explains enough. */
function findLine(samples: readonly Sample[]): Line {
  const flat = { base: median(samples.map((one) => one.duration)), perInstance: 0 };
  if (samples.length < fewestForScaling) return flat;
  const slopes = samples.flatMap((one, index) =>
    samples
      .slice(index + 1)
      .filter((other) => other.instances !== one.instances)
      .map((other) => (other.duration - one.duration) / (other.instances - one.instances)),
  );
  if (slopes.length === 0) return flat;
  const perInstance = median(slopes);
  if (perInstance <= 0) return flat;
  const base = median(samples.map((one) => one.duration - perInstance * one.instances));
  const sloped = { base, perInstance };
  return distance(samples, sloped) < worthwhile * distance(samples, flat) ? sloped : flat;
}

function distance(samples: readonly Sample[], line: Line): number {
  return median(samples.map((one) => Math.abs(one.duration - line.base - line.perInstance * one.instances)));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
