import { filterRuleSchema } from '../../../../contract/index.ts';
import type { FilterReport, FilteredSeries } from '../../../../contract/index.ts';
import type { SeriesVerdict } from './judgeSeries.ts';

/** What a report names a series by. */
export type ReportedSeries = Pick<FilteredSeries, 'id' | 'Modality' | 'SeriesNumber' | 'SeriesDescription'>;

/** The report on series and what the filters made of them, in the same order. */
export function reportOn(
  series: readonly ReportedSeries[],
  verdicts: readonly SeriesVerdict[],
): FilterReport {
  const filtered = series.map(({ id, Modality, SeriesNumber, SeriesDescription }, index): FilteredSeries => {
    const { passes, keptOut } = verdicts[index] ?? { passes: [], keptOut: [] };
    return {
      id,
      Modality,
      SeriesNumber,
      SeriesDescription,
      instanceCount: passes.length,
      passedCount: passes.filter(Boolean).length,
      keptOut,
    };
  });
  const all = filtered.flatMap((entry) => entry.keptOut);
  return {
    instanceCount: sum(filtered.map((entry) => entry.instanceCount)),
    passedInstanceCount: sum(filtered.map((entry) => entry.passedCount)),
    seriesCount: filtered.length,
    passedSeriesCount: filtered.filter((entry) => entry.passedCount > 0).length,
    rules: filterRuleSchema.options.flatMap((rule) => {
      const entries = all.filter((entry) => entry.rule === rule);
      return entries.length === 0
        ? []
        : [{ rule, instances: sum(entries.map((entry) => entry.instances)), series: entries.length }];
    }),
    series: filtered,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const ruleNames: Record<FilterReport['rules'][number]['rule'], string> = {
  'own-output': 'results of DCM Processor',
  'required-tags': 'required tags',
  geometry: 'geometry',
  localizers: 'localizers',
  'image-types': 'ImageType',
  'junk-words': 'junk words',
  modalities: 'modality',
  'minimum-instances': 'number of instances',
};

/** What was kept out by which rule, for one sentence. */
export function keptOutInWords(report: FilterReport): string {
  return report.rules.map(({ rule, instances }) => `${instances} by ${ruleNames[rule]}`).join(', ');
}
