import { z } from 'zod';
import { pageFields, pageSchema } from './paging.ts';

export const studySummarySchema = z.object({
  /** Orthanc-style identifier (compatibility document, section 2.1). */
  id: z.string(),
  patient: z.string(),
  PatientID: z.string(),
  PatientName: z.string(),
  StudyInstanceUID: z.string(),
  /** As in the file: `YYYYMMDD`, or empty. */
  StudyDate: z.string(),
  StudyTime: z.string(),
  StudyDescription: z.string(),
  AccessionNumber: z.string(),
  /** Modalities of its series, sorted. */
  ModalitiesInStudy: z.array(z.string()),
  seriesCount: z.number(),
  instanceCount: z.number(),
  bytes: z.number(),
  lastInstanceAt: z.number(),
});
export type StudySummary = z.infer<typeof studySummarySchema>;

export const seriesSummarySchema = z.object({
  id: z.string(),
  SeriesInstanceUID: z.string(),
  Modality: z.string(),
  SeriesNumber: z.string(),
  SeriesDescription: z.string(),
  BodyPartExamined: z.string(),
  instanceCount: z.number(),
  bytes: z.number(),
});
export type SeriesSummary = z.infer<typeof seriesSummarySchema>;

export const studyRoutes = {
  /** Newest arrival first. `search` matches the beginning of words in names, ids, descriptions, dates. */
  'studies.list': {
    input: z.object({ application: z.string(), search: z.string().max(200).optional(), ...pageFields }),
    output: pageSchema(studySummarySchema),
  },
  'studies.get': {
    input: z.object({ application: z.string(), study: z.string() }),
    output: studySummarySchema.extend({
      series: z.array(seriesSummarySchema),
      /** Other patient ids under which instances of the same study came. */
      otherPatientIDs: z.array(z.string()),
      /** Runs that processed it, newest first. */
      runs: z.array(z.object({ id: z.string(), state: z.string(), createdAt: z.number() })),
    }),
  },
};
