import { z } from 'zod';

/** A word that is looked for in ImageType, whatever its case. */
const imageTypeWords = z.array(z.string().trim().min(1).max(64)).max(200);

/** A DICOM keyword, or a tag as `0018,1030`. */
const tagName = z
  .string()
  .trim()
  .regex(
    /^([A-Za-z][A-Za-z0-9]{1,63}|[0-9A-Fa-f]{4},[0-9A-Fa-f]{4})$/,
    'must be a DICOM keyword such as InstanceNumber, or a tag such as 0020,0013',
  );

/** Junk words of the original (compatibility document, section 1.2), its spelling included. */
const junkWords = [
  'derived',
  'projection',
  'sbi',
  'surv',
  'bersi',
  'racker',
  'ssde',
  'results',
  'mip',
  'mono',
  'spectal',
  'scout',
  'localizer',
  'lokali',
  'konturen',
  'sectrareconstruction',
  'zeffect',
  'iodoinekein',
  'smartplan',
  'doseinf',
];

/**
 * Which instances of an arrival reach callbacks and jobs (compatibility document, section 2.1). Everything is archived
 * whatever the filters say. An empty list is no rule.
 */
export const filterOptionsSchema = z.object({
  /** The one switch: off, everything that arrives is handed on. */
  enabled: z.boolean().default(false),
  /** Keeps out what an earlier run made: `dcm-processor-temp` series, and private elements of DCM-PROCESSOR. */
  ownOutput: z.boolean().default(true),
  /** Attributes that an instance must have, with a value. */
  requiredTags: z
    .array(tagName)
    .max(100)
    .default(['SeriesInstanceUID', 'InstanceNumber', 'ImageOrientationPatient', 'ImagePositionPatient']),
  /** ImageOrientationPatient must have at least 6 values and ImagePositionPatient at least 3, all numbers. */
  geometry: z.boolean().default(true),
  /** Keeps out what has LOCALIZER or OTHER in its ImageType. */
  localizers: z.boolean().default(true),
  /** ImageType must contain one of these. */
  imageTypes: imageTypeWords.default(['primary', 'original']),
  /** ImageType must contain none of these. */
  junkWords: imageTypeWords.default(junkWords),
  /** Values of Modality that are wanted. */
  modalities: z.array(z.string().trim().min(1).max(16)).max(200).default(['CT', 'MR']),
  /**
   * Philips writes geometry of its multi-frame and private objects elsewhere: the rules on required tags, geometry,
   * localizers and the number of instances let them pass.
   */
  philipsExceptions: z.boolean().default(true),
  /** Instances of a series that must have passed all other rules; a series with fewer is kept out as a whole. */
  minimumInstances: z.number().int().min(0).max(100_000).default(3),
});
export type FilterOptions = z.infer<typeof filterOptionsSchema>;

/** The rules in the order in which they are asked; an instance counts for the first that keeps it out. */
export const filterRuleSchema = z.enum([
  'own-output',
  'required-tags',
  'geometry',
  'localizers',
  'image-types',
  'junk-words',
  'modalities',
  'minimum-instances',
]);
export type FilterRule = z.infer<typeof filterRuleSchema>;

/** What one rule kept out. */
const keptOutSchema = z.object({
  rule: filterRuleSchema,
  instances: z.number(),
  /** One sentence with the value that did not fit, of the first instance that was kept out. */
  reason: z.string(),
});

export const filteredSeriesSchema = z.object({
  /** Orthanc-style identifier. */
  id: z.string(),
  Modality: z.string(),
  SeriesNumber: z.string(),
  SeriesDescription: z.string(),
  instanceCount: z.number(),
  passedCount: z.number(),
  /** Rules that kept something out, in their order. */
  keptOut: z.array(keptOutSchema),
});
export type FilteredSeries = z.infer<typeof filteredSeriesSchema>;

/** What filters kept out of an arrival, and why. */
export const filterReportSchema = z.object({
  instanceCount: z.number(),
  passedInstanceCount: z.number(),
  seriesCount: z.number(),
  /** Series of which at least one instance passed. */
  passedSeriesCount: z.number(),
  /** Instances that a rule kept out, and in how many series; rules that kept nothing out are left out. */
  rules: z.array(z.object({ rule: filterRuleSchema, instances: z.number(), series: z.number() })),
  series: z.array(filteredSeriesSchema),
});
export type FilterReport = z.infer<typeof filterReportSchema>;

export const filterRoutes = {
  /** What the given rules would keep out of a stored study or patient; as if they were switched on. */
  'filters.preview': {
    input: z.object({
      application: z.string(),
      level: z.enum(['patient', 'study']),
      /** Orthanc-style identifier of the patient or study. */
      key: z.string(),
      filters: filterOptionsSchema,
    }),
    output: filterReportSchema,
  },
};
