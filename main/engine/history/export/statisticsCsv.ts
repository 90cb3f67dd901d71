import { csvLine } from '../../../../contract/index.ts';
import type { Quantiles, Statistics } from '../../../../contract/index.ts';

/**
 * The figures of a period as one table (RFC 4180): a line for each figure, of an interval or of all of the period.
 * @returns its lines, the first one that of the names
 */
export function statisticsCsv({
  from,
  to,
  intervals,
  jobs,
  weeks,
  failures,
  reasons,
  reasonsOf,
}: Statistics): readonly string[] {
  const lines: (string | number)[][] = [['begins', 'ends', 'service', 'job', 'figure', 'value']];
  type Stretch = readonly [begins: number, ends: number];
  const whole: Stretch = [from, to];
  const add = (
    [begins, ends]: Stretch,
    names: readonly [string, string],
    figures: Record<string, number>,
  ) => {
    for (const [figure, value] of Object.entries(figures)) {
      lines.push([isoTime(begins), isoTime(ends), ...names, figure, value]);
    }
  };
  for (const { at, until, queued, ...counts } of intervals) {
    add([at, until], ['', ''], { ...counts, ...timesOf('queued', queued) });
  }
  for (const { jobName, service, succeeded, failed, took, queued, tookBy = [] } of jobs) {
    const names = [service ?? '', jobName] as const;
    add(whole, names, { succeeded, failed, ...timesOf('took', took), ...timesOf('queued', queued) });
    for (const [index, times] of tookBy.entries()) {
      const interval = intervals[index];
      if (interval !== undefined) add([interval.at, interval.until], names, timesOf('took', times));
    }
  }
  for (const { service, byWeek } of failures) {
    for (const [index, failed] of byWeek.entries()) {
      add([weeks[index] ?? from, weeks[index + 1] ?? to], [service ?? '', ''], { failedInWeek: failed });
    }
  }
  // Reasons are those of the last failures; how many of these were read tells whether they are all.
  add(whole, ['', ''], { failuresRead: reasonsOf.count });
  for (const { service, jobName, reason, count } of reasons) {
    add(whole, [service ?? '', jobName], { [`failed because: ${reason}`]: count });
  }
  return lines.map(csvLine);
}

function timesOf(what: string, times: Quantiles | null): Record<string, number> {
  return times === null ? {} : { [`${what}P50Ms`]: times.p50Ms, [`${what}P95Ms`]: times.p95Ms };
}

/** With the offset of this machine's clock: a day begins at midnight. */
function isoTime(at: number): string {
  const offset = -new Date(at).getTimezoneOffset();
  const local = new Date(at + offset * 60_000).toISOString().slice(0, 19);
  const part = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${part(offset / 60)}:${part(offset % 60)}`;
}
