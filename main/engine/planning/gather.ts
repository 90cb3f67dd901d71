import type { ApplicationOptions, FilterReport, JsonObject } from '../../../contract/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import type { ArrivedEntity } from './entity.ts';
import type { Filters } from './filters/index.ts';
import { buildHeaders } from './headers.ts';
import { countWhole, isUsable, readSeries } from './input.ts';
import type { InputSeries, UsableSeries, WantedSeries } from './input.ts';
import { inParallel } from './inParallel.ts';

/** Series whose headers are read at the same time. */
const seriesAtOnce = 8;

/** What came, as callbacks and jobs get it. */
export interface Gathered {
  /** Series that go on, readable or not. */
  series: readonly InputSeries[];
  usable: readonly UsableSeries[];
  /** Those with a usable series. */
  studies: readonly (ArrivedEntity['studies'][number] & { series: readonly UsableSeries[] })[];
  headers: HeaderPayload;
  /** What the filters kept out; null where they are off. */
  report: FilterReport | null;
  /** The filters let nothing pass. */
  isFilteredOut: boolean;
}

/** Filters what came and reads its headers; writes nothing. */
export async function gather(
  entity: Pick<ArrivedEntity, 'patient' | 'studies'>,
  archived: readonly WantedSeries[],
  options: {
    settings: ApplicationOptions;
    filters: Filters;
    readTags: (file: string) => Promise<JsonObject>;
    signal: AbortSignal;
  },
): Promise<Gathered> {
  const { settings, signal } = options;
  const filtered = settings.filters.enabled
    ? await options.filters.apply(archived, settings.filters, signal)
    : null;
  const series = await inParallel(wantedOf(archived, filtered?.passed), seriesAtOnce, (entry) => {
    signal.throwIfAborted();
    return readSeries(entry, options.readTags);
  });
  const usable = series.filter(isUsable);
  const studies = entity.studies
    .map((study) => ({ ...study, series: usable.filter((entry) => entry.studyKey === study.key) }))
    .filter((study) => study.series.length > 0);
  const report = filtered?.report ?? null;
  return {
    series,
    usable,
    studies,
    headers: buildHeaders({ ...entity.patient, studies: studies.map(counted) }, settings),
    report,
    isFilteredOut: report !== null && series.length === 0 && report.instanceCount > 0,
  };
}

/** The study with how many instances of each series callbacks and jobs get. */
function counted<Study extends { series: readonly UsableSeries[] }>(study: Study) {
  return {
    ...study,
    series: study.series.map((entry) => ({ ...entry, instanceCount: countWhole(entry) })),
  };
}

/** The series that go on; one of which the filters let nothing pass does not. */
function wantedOf(
  archived: readonly WantedSeries[],
  passed: readonly WantedSeries[] | undefined,
): readonly WantedSeries[] {
  if (passed === undefined) return archived;
  return passed.filter(
    (entry, index) => entry.instances.length > 0 || archived[index]?.instances.length === 0,
  );
}
