import { z } from 'zod';
import { pageFields, pageSchema } from './paging.ts';
import { seriesSummarySchema } from './studies.ts';

/** More elements of one instance are not given. */
export const mostElements = 50_000;

/** Where a series or an instance belongs. */
const belongsTo = {
  study: z.string(),
  patient: z.string(),
  PatientID: z.string(),
  PatientName: z.string(),
  StudyDate: z.string(),
  StudyDescription: z.string(),
};

export const instanceSummarySchema = z.object({
  SOPInstanceUID: z.string(),
  SOPClassUID: z.string(),
  TransferSyntaxUID: z.string(),
  InstanceNumber: z.number().nullable(),
  /** Bytes of its file. */
  size: z.number(),
  receivedAt: z.number(),
});
export type InstanceSummary = z.infer<typeof instanceSummarySchema>;

export const instanceDetailSchema = instanceSummarySchema.extend({
  ...belongsTo,
  series: seriesSummarySchema,
  /** SOPInstanceUID of its neighbours in the series; null at either end. */
  previous: z.string().nullable(),
  next: z.string().nullable(),
});
export type InstanceDetail = z.infer<typeof instanceDetailSchema>;

export const tagElementSchema = z.object({
  /** Where it is: tags with the numbers of items, from 1: `0040A730[2].00080100`. Items: `0040A730[2]`. */
  path: z.string(),
  /** How many sequences it lies in. */
  depth: z.number(),
  /** `(0008,0060)`; empty for an item. */
  tag: z.string(),
  /** As the file has it, or as PS3.6 does where the file has none; empty for an item. */
  vr: z.string(),
  /** Keyword of PS3.6, or the name that a private element is known by; empty where there is none. */
  keyword: z.string(),
  /** Private creator (PS3.5 7.8.1) of a private element; null for others. */
  creator: z.string().nullable(),
  kind: z.enum(['text', 'binary', 'sequence', 'item']),
  /** Text of the value, several joined by backslashes; the first bytes of a binary one in hexadecimal; else empty. */
  value: z.string(),
  /** `value` is only the beginning. */
  isCut: z.boolean(),
  /** Bytes of the value; null where delimiters mark its end. */
  length: z.number().nullable(),
  /** Items of a sequence, the number of an item, fragments of pixel data; else 0. */
  items: z.number(),
});
export type TagElement = z.infer<typeof tagElementSchema>;

const tagSideSchema = tagElementSchema.pick({ value: true, isCut: true, length: true, items: true });

export const tagDifferenceSchema = tagElementSchema
  .pick({ path: true, depth: true, tag: true, vr: true, keyword: true, creator: true, kind: true })
  .extend({
    /** Null where that instance does not have it. */
    left: tagSideSchema.nullable(),
    right: tagSideSchema.nullable(),
    differs: z.boolean(),
    /** Of values too large for that, only length and beginning were compared. */
    isWhole: z.boolean(),
  });
/** One element of two instances beside each other. */
export type TagDifference = z.infer<typeof tagDifferenceSchema>;

const instanceUid = z.string().min(1).max(200);
const ofInstance = { application: z.string(), SOPInstanceUID: instanceUid };

/** What the archive has of series and instances, down to the elements of a file. */
export const instanceRoutes = {
  /** A series by its identifier or UID. */
  'series.get': {
    input: z.object({ application: z.string(), series: z.string().max(200) }),
    output: seriesSummarySchema.extend(belongsTo),
  },
  /** Instances of a series by InstanceNumber, those without one last; `total` is of those that the search finds. */
  'instances.list': {
    input: z.object({
      application: z.string(),
      series: z.string().max(200),
      /** The beginning of an InstanceNumber, or a part of a SOPInstanceUID. */
      search: z
        .string()
        .max(64)
        .regex(/^[-\d.]+$/)
        .optional(),
      ...pageFields,
    }),
    output: pageSchema(instanceSummarySchema),
  },
  'instances.get': { input: z.object(ofInstance), output: instanceDetailSchema },
  /** All elements of the stored file in their order, its file meta information first; at most `mostElements`. */
  'instances.tags': {
    input: z.object(ofInstance),
    output: z.object({
      elements: z.array(tagElementSchema),
      isCut: z.boolean(),
      /** Why the rest of the file could not be read; null where it could. */
      problem: z.string().nullable(),
    }),
  },
  /** One value that `instances.tags` cut, up to a million characters, or 64 KiB of a binary one. */
  'instances.value': {
    input: z.object({ ...ofInstance, path: z.string().max(1000) }),
    output: tagElementSchema,
  },
  /** The elements of two instances beside each other, in the order of their tags. */
  'instances.compare': {
    input: z.object({ application: z.string(), left: instanceUid, right: instanceUid }),
    output: z.object({
      rows: z.array(tagDifferenceSchema),
      differing: z.number(),
      /** One of them has more elements than are compared. */
      isCut: z.boolean(),
    }),
  },
};
