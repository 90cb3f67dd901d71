import type { JobStatistics, Quantiles, Statistics } from '../../../../contract/index.ts';
import { indexOf } from './intervals.ts';
import type { Interval } from './intervals.ts';
import type { Count } from './readJobs.ts';
import { addTo, quantilesOf } from './spread.ts';
import type { Spread } from './spread.ts';

/** Jobs of which each interval is told by itself. */
const mostFollowed = 12;

interface Tallied {
  jobName: string;
  service: string;
  succeeded: number;
  failed: number;
  took: Spread;
  queued: Spread;
  tookBy: Spread[];
  failedBy: number[];
}

/** Adds up what job runs came to: in each interval, by job, and by service and week. */
export function createTally(intervals: readonly Interval[], weeks: readonly Interval[]) {
  const jobs = new Map<string, Tallied>();
  const byInterval = intervals.map(() => ({ succeeded: 0, failed: 0, queued: newSpread() }));

  function jobOf(jobName: string, service: string): Tallied {
    const key = `${jobName}\u0000${service}`;
    let job = jobs.get(key);
    if (job === undefined) {
      job = {
        jobName,
        service,
        succeeded: 0,
        failed: 0,
        took: newSpread(),
        queued: newSpread(),
        tookBy: intervals.map(newSpread),
        failedBy: weeks.map(() => 0),
      };
      jobs.set(key, job);
    }
    return job;
  }

  return {
    /** @param index of the interval. @param at a moment of the stretch that the counts are of */
    add(counts: readonly Count[], index: number, at: number): void {
      const interval = byInterval[index];
      const week = indexOf(weeks, at);
      if (interval === undefined) return;
      let job: Tallied | undefined;
      for (const { jobName, service, what, step, n } of counts) {
        // They come in the order of jobs.
        if (job?.jobName !== jobName || job.service !== service) job = jobOf(jobName, service);
        if (what === 'succeeded' || what === 'failed') {
          job[what] += n;
          interval[what] += n;
          if (what === 'failed') job.failedBy[week] = (job.failedBy[week] ?? 0) + n;
        } else {
          addTo(job[what], step, n);
          addTo(what === 'took' ? (job.tookBy[index] ?? newSpread()) : interval.queued, step, n);
        }
      }
    },
    intervals: (): { succeeded: number; failed: number; queued: Quantiles | null }[] =>
      byInterval.map((one) => ({ ...one, queued: quantilesOf(one.queued) })),
    /** Those that ended most often first. */
    jobs: (): JobStatistics[] =>
      [...jobs.values()]
        .toSorted((one, other) => endedOf(other) - endedOf(one) || one.jobName.localeCompare(other.jobName))
        .map(({ jobName, service, succeeded, failed, took, queued, tookBy }, index) => ({
          jobName,
          service: nameOf(service),
          succeeded,
          failed,
          took: quantilesOf(took),
          queued: quantilesOf(queued),
          ...(index < mostFollowed ? { tookBy: tookBy.map(quantilesOf) } : {}),
        })),
    /** Those that failed most often first. */
    failures(): Statistics['failures'] {
      const services = new Map<string, Statistics['failures'][number]>();
      for (const job of jobs.values()) {
        const own = services.get(job.service) ?? {
          service: nameOf(job.service),
          ended: 0,
          failed: 0,
          byWeek: weeks.map(() => 0),
        };
        services.set(job.service, own);
        own.ended += endedOf(job);
        own.failed += job.failed;
        for (const [week, failed] of job.failedBy.entries())
          own.byWeek[week] = (own.byWeek[week] ?? 0) + failed;
      }
      return [...services.values()].toSorted(
        (one, other) => other.failed - one.failed || other.ended - one.ended,
      );
    },
  };
}

const newSpread = (): Spread => new Map();
const endedOf = ({ succeeded, failed }: Pick<Tallied, 'succeeded' | 'failed'>) => succeeded + failed;
const nameOf = (service: string) => (service === '' ? null : service);
