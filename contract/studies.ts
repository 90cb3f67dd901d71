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
  /** Studies that the archive holds of its patient, this one included; counted up to 100. */
  patientStudyCount: z.number(),
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

export const studyPageSchema = pageSchema(studySummarySchema).extend({
  /** False: there are more than `total`; so many match the search that they are not all counted. */
  isTotalExact: z.boolean(),
  /** Names before a colon in the search that are no element that is searched. */
  unknownNames: z.array(z.string()),
});
export type StudyPage = z.infer<typeof studyPageSchema>;

export const studyRoutes = {
  /**
   * Studies, the latest to get an instance first. With `search` or `patient`, the latest to come first; those of one
   * patient stand together on each page then.
   *
   * `search`: words that begin words of names, ids, descriptions, modalities and further elements, all of which have to
   * be found; `"quoted words"` follow each other; `keyword:value` of `searchedKeywords` and their short names; dates as
   * `2024-03`, `2024-03-12` and ranges `2024-01..2024-06`; UIDs of studies, series and instances.
   */
  'studies.list': {
    input: z.object({
      application: z.string(),
      search: z.string().max(200).optional(),
      /** Identifier of the patient whose studies are wanted. */
      patient: z.string().max(200).optional(),
      ...pageFields,
    }),
    output: studyPageSchema,
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
  'patients.get': {
    input: z.object({ application: z.string(), patient: z.string().max(200) }),
    output: z.object({
      id: z.string(),
      PatientID: z.string(),
      PatientName: z.string(),
      /** As in the file; empty where it is not known. */
      PatientBirthDate: z.string(),
      PatientSex: z.string(),
      studyCount: z.number(),
      seriesCount: z.number(),
      instanceCount: z.number(),
      bytes: z.number(),
    }),
  },
};
