import type { ApplicationOptions, JsonObject } from '../../../contract/index.ts';
import { inputFolder } from '../dispatch/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';

/** A patient with what of it a run processes. */
export interface HeaderPatient {
  id: string;
  tags: JsonObject;
  studies: {
    id: string;
    tags: JsonObject;
    series: { id: string; tags: JsonObject; instanceCount: number }[];
  }[];
}

/**
 * The value of `headers` as callbacks and workers know it (compatibility document, section 2.2), with the number of
 * instances of each series added. It has the same shape whatever an arrival gathers; one of a study or series names just
 * that.
 */
export function buildHeaders(
  patient: HeaderPatient,
  options: Pick<ApplicationOptions, 'fullTags' | 'headerFields'>,
): HeaderPayload {
  const kept = new Set(options.headerFields);
  const cut = (tags: JsonObject): JsonObject =>
    options.fullTags
      ? tags
      : Object.fromEntries(Object.entries(tags).filter(([keyword]) => kept.has(keyword)));
  return {
    id: patient.id,
    tags: cut(patient.tags),
    dcmpath: inputFolder(patient.id),
    studyIds: patient.studies.map((study) => study.id),
    seriesIds: patient.studies.flatMap((study) => study.series.map((series) => series.id)),
    studies: patient.studies.map((study) => ({
      id: study.id,
      tags: cut(study.tags),
      series: study.series.map(({ id, tags, instanceCount }) => ({ id, tags: cut(tags), instanceCount })),
    })),
  };
}
