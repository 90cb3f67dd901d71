import type { FilterReport } from '../../contract/index.ts';
import { table } from './terminal/index.ts';

/** What filters kept out, for a terminal. */
export function describeFilters(report: FilterReport): string {
  const head = `Filters: ${report.passedInstanceCount} of ${report.instanceCount} instances in ${report.passedSeriesCount} of ${report.seriesCount} series pass.`;
  if (report.rules.length === 0) return head;
  const rules = table(
    ['RULE', 'KEPT OUT', 'IN SERIES'],
    report.rules.map(({ rule, instances, series }) => [rule, String(instances), String(series)]),
  );
  const series = table(
    ['SERIES', 'MODALITY', 'DESCRIPTION', 'PASS', 'WHY NOT'],
    report.series.map((one) => [
      one.SeriesNumber,
      one.Modality,
      one.SeriesDescription,
      `${one.passedCount} of ${one.instanceCount}`,
      one.keptOut.map(({ rule, instances, reason }) => `${instances} by ${rule}: ${reason}`).join(' '),
    ]),
  );
  return `${head}\n\n${rules}\n\n${series}`;
}
