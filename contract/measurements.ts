import { z } from 'zod';

/** What can be measured in an image. */
const measurementKinds = ['length', 'angle', 'ellipse'] as const;
/** What a measurement says: an ellipse its area, and the values within it. */
export const measuredNames = ['length', 'angle', 'area', 'mean', 'deviation', 'minimum', 'maximum'] as const;

const coordinate = z.number().min(-1e6).max(1e6);

/** Something that a person measured in an image. */
export const measurementSchema = z.object({
  id: z.uuid(),
  SOPInstanceUID: z.string().min(1).max(200),
  /** From 1; null where the instance has one image. */
  frame: z.number().int().min(1).nullable(),
  /** FrameOfReferenceUID; empty where the image has none. */
  frameOfReference: z.string().max(200),
  kind: z.enum(measurementKinds),
  /** Its handles, as its kind has them: in the patient (LPS, millimetres), or in pixels of an image that lies nowhere. */
  points: z
    .array(z.tuple([coordinate, coordinate, coordinate]))
    .min(2)
    .max(8),
  /** Of the plane in which it was drawn. */
  normal: z.tuple([coordinate, coordinate, coordinate]),
  /** What it says; empty until it was reckoned, and where it lies outside of the image. */
  figures: z
    .array(z.object({ name: z.enum(measuredNames), value: z.number(), unit: z.string().max(60) }))
    .max(measuredNames.length),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** A kept measurement, and where it belongs. */
export const keptMeasurementSchema = measurementSchema.extend({
  series: z.string(),
  SeriesInstanceUID: z.string(),
  InstanceNumber: z.number().nullable(),
  /** When it was drawn or changed last. */
  changedAt: z.number(),
});
export type KeptMeasurement = z.infer<typeof keptMeasurementSchema>;

/** More of one study are not kept. */
export const mostMeasurements = 2_000;

/**
 * What people measured, kept by study beside the archive, which holds what arrived and nothing else. It goes with the
 * instances that it was measured in.
 */
export const measurementRoutes = {
  /** Measurements of a study in the order of its series and instances. */
  'measurements.list': {
    input: z.object({ application: z.string(), study: z.string().max(200) }),
    output: z.object({ measurements: z.array(keptMeasurementSchema) }),
  },
  /** Keeps one, in place of the one with the same id; refused for an instance that is not in the archive. */
  'measurements.keep': {
    input: z.object({ application: z.string(), measurement: measurementSchema }),
    output: keptMeasurementSchema,
  },
  /** Removes those that are there. */
  'measurements.remove': {
    input: z.object({ application: z.string(), ids: z.array(z.uuid()).max(mostMeasurements) }),
    output: z.object({ removed: z.number() }),
  },
};
