import { z } from 'zod';
import { instanceSummarySchema } from './instances.ts';
import { seriesSummarySchema } from './studies.ts';

/** One archived instance as a viewer has to know it before it reads its file. */
export const viewedInstanceSchema = instanceSummarySchema.omit({ receivedAt: true });
export type ViewedInstance = z.infer<typeof viewedInstanceSchema>;

/** The same with where it lies and how many images it has, for stacks. */
export const stackedInstanceSchema = viewedInstanceSchema.extend({
  /** ImagePositionPatient and ImageOrientationPatient (PS3.3 C.7.6.2.1.1), nine numbers; null where it has not both. */
  geometry: z.array(z.number()).length(9).nullable(),
  /** TemporalPositionIdentifier, else AcquisitionNumber; null where it has neither. */
  timePoint: z.number().nullable(),
  /** NumberOfFrames; null where it does not say. */
  frames: z.number().nullable(),
});
export type StackedInstance = z.infer<typeof stackedInstanceSchema>;

/** A result of a job run that can be laid over images. */
export const overlayResultSchema = z.object({
  run: z.string(),
  runNumber: z.number(),
  jobRun: z.string(),
  jobName: z.string(),
  /** Relative to the run's data folder, with `/`. */
  path: z.string(),
  size: z.number(),
});
export type OverlayResult = z.infer<typeof overlayResultSchema>;

/** More instances of one series are not shown: a stack of them could not be scrolled through. */
export const mostViewed = 20_000;

export const viewerRoutes = {
  /** A series with its instances by InstanceNumber, at most `mostViewed`; `isCut` where it has more. */
  'viewer.series': {
    input: z.object({ application: z.string(), series: z.string() }),
    output: seriesSummarySchema.extend({
      study: z.string(),
      instances: z.array(stackedInstanceSchema),
      isCut: z.boolean(),
    }),
  },
  /** The instance in the middle of a series, for its thumbnail; null where the series is empty. */
  'viewer.middle': {
    input: z.object({ application: z.string(), series: z.string() }),
    output: viewedInstanceSchema.nullable(),
  },
  /**
   * What can be laid over the images of a study: its segmentations (DICOM SEG, PS3.3 A.51), newest last, and NIfTI files
   * of its job runs that succeeded, newest run first; at most 200 of each.
   */
  'viewer.overlays': {
    input: z.object({ application: z.string(), study: z.string() }),
    output: z.object({
      segmentations: z.array(
        viewedInstanceSchema.extend({ series: z.string(), SeriesDescription: z.string() }),
      ),
      results: z.array(overlayResultSchema),
    }),
  },
  /** Where the file of an archived instance lies: absolute, for reading only. */
  'instances.locate': {
    input: z.object({ application: z.string(), SOPInstanceUID: z.string().max(200) }),
    output: z.object({ path: z.string() }),
  },
};
