import type { FilterOptions, FilterReport } from '../../../../contract/index.ts';
import type { SourceInstance } from '../types.ts';
import { createFilterThread } from './filterThread.ts';
import { reportOn } from './report.ts';
import type { ReportedSeries } from './report.ts';

/** A series of an arrival with its archived instances. */
export type FilterableSeries = ReportedSeries & { instances: readonly SourceInstance[] };

/** Decides which instances reach callbacks and jobs. */
export interface Filters {
  /**
   * Applies rules to series, as if they were switched on.
   * @returns the series with the instances that passed, in the same order, and what was kept out
   */
  apply<Series extends FilterableSeries>(
    series: readonly Series[],
    rules: FilterOptions,
    signal: AbortSignal,
  ): Promise<{ passed: Series[]; report: FilterReport }>;
  close(): Promise<void>;
}

export function createFilters(): Filters {
  const thread = createFilterThread();
  return {
    async apply(series, rules, signal) {
      const verdicts = await thread.judge(
        series.map((entry) => entry.instances.map((instance) => instance.file)),
        rules,
        signal,
      );
      const passed = series.map((entry, index) => ({
        ...entry,
        instances: entry.instances.filter((_, at) => verdicts[index]?.passes[at] === true),
      }));
      return { passed, report: reportOn(series, verdicts) };
    },
    close: () => thread.close(),
  };
}
