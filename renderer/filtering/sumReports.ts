import type { FilterReport } from '../../contract/index.ts';
import { rules } from './rules.ts';

/** What filters kept out, without the single series. */
export type FilterSum = Omit<FilterReport, 'series'>;

/** Several reports as one: rules in their order, those that kept nothing out left out. */
export function sumReports(reports: readonly FilterReport[]): FilterSum {
  const sum = (count: (report: FilterReport) => number) =>
    reports.reduce((before, report) => before + count(report), 0);
  return {
    instanceCount: sum((report) => report.instanceCount),
    passedInstanceCount: sum((report) => report.passedInstanceCount),
    seriesCount: sum((report) => report.seriesCount),
    passedSeriesCount: sum((report) => report.passedSeriesCount),
    rules: rules.flatMap((rule) => {
      const kept = reports.flatMap((report) => report.rules.filter((one) => one.rule === rule));
      if (kept.length === 0) return [];
      return [
        {
          rule,
          instances: kept.reduce((before, { instances }) => before + instances, 0),
          series: kept.reduce((before, { series }) => before + series, 0),
        },
      ];
    }),
  };
}
