import { z } from 'zod';
import { doorNameSchema } from './doors.ts';
import { jsonObjectSchema } from './json.ts';
import { pageFields, pageSchema } from './paging.ts';

/**
 * Why something was put aside:
 * - `damaged`: DICOM that was cut short or is broken
 * - `missing-uid`: a UID without which an instance cannot be filed is absent or no UID
 * - `not-understood`: it was sent as DICOM and cannot be read as such
 * - `mismatch`: the sender announced another instance or class than it sent
 * - `conflicting`: the archive has other content under the same SOP Instance UID
 * - `replaced`: it was in the archive until a conflicting one was taken in its place
 * - `unknown`: it lay in quarantine when the history was lost, and nothing is wrong with the file itself
 */
export const quarantineReasonSchema = z.enum([
  'damaged',
  'missing-uid',
  'not-understood',
  'mismatch',
  'conflicting',
  'replaced',
  'unknown',
]);
export type QuarantineReason = z.infer<typeof quarantineReasonSchema>;

/** How much is kept aside; what does not fit is refused, never what was kept before it. */
export const quarantineOptionsSchema = z.object({
  maxBytes: z
    .number()
    .int()
    .min(0)
    .default(10 * 1024 ** 3),
  maxFiles: z.number().int().min(0).max(1_000_000).default(10_000),
});

/** What is known of the header of something in quarantine; texts are empty where nothing could be read. */
export const quarantinedHeaderSchema = z.object({
  PatientID: z.string().default(''),
  PatientName: z.string().default(''),
  StudyDate: z.string().default(''),
  Modality: z.string().default(''),
  StudyInstanceUID: z.string().default(''),
  SeriesInstanceUID: z.string().default(''),
  SOPInstanceUID: z.string().default(''),
  SOPClassUID: z.string().default(''),
  TransferSyntaxUID: z.string().default(''),
});
export type QuarantinedHeader = z.infer<typeof quarantinedHeaderSchema>;

export const quarantinedSchema = z.object({
  id: z.string(),
  reason: quarantineReasonSchema,
  /** A sentence or two for people. */
  message: z.string(),
  /** Technical cause. */
  details: z.string().nullable(),
  /** Null where it is not known any more, since the history was lost. */
  door: doorNameSchema.nullable(),
  /** Empty where it is not known any more. */
  sender: z.string(),
  /** File, or `archive.zip » entry`, where there was one. */
  path: z.string().nullable(),
  size: z.number(),
  firstAt: z.number(),
  /** When the same content came again; `firstAt` when it never did. */
  lastAt: z.number(),
  /** How often it came. */
  times: z.number(),
  header: quarantinedHeaderSchema,
});
/** One file in quarantine. */
export type Quarantined = z.infer<typeof quarantinedSchema>;

/** What came of taking one of them anyway. */
const quarantineTakenSchema = z.object({
  id: z.string(),
  /** `impossible`: it stays in quarantine. */
  outcome: z.enum(['new', 'already-there', 'replaced', 'impossible']),
  /** What was done, or why it cannot be. */
  message: z.string(),
});
export type QuarantineTaken = z.infer<typeof quarantineTakenSchema>;

const chosen = {
  application: z.string(),
  ids: z.array(z.string().max(100)).min(1).max(1000),
};

export const quarantineRoutes = {
  /** Newest first. */
  'quarantine.list': {
    input: z.object({ application: z.string(), reason: quarantineReasonSchema.optional(), ...pageFields }),
    output: pageSchema(quarantinedSchema).extend({
      /** Of the whole quarantine. */
      usage: z.object({ files: z.number(), bytes: z.number() }).extend(quarantineOptionsSchema.shape),
    }),
  },
  /** One of them with everything that can be read of it. */
  'quarantine.get': {
    input: z.object({ application: z.string(), id: z.string().max(100) }),
    output: quarantinedSchema.extend({
      /** Absolute path of its bytes; for reading only. */
      file: z.string(),
      /** Tags as far as they can be read. */
      tags: jsonObjectSchema,
      /** Why there are no tags; null when there are. */
      tagsProblem: z.string().nullable(),
      /** The first 512 bytes in base 64. */
      firstBytes: z.string(),
      /** What taking it anyway would do, or why it cannot be taken. */
      taking: z.object({ possible: z.boolean(), message: z.string() }),
    }),
  },
  /** Takes them into the archive although something is wrong with them; each for itself. */
  'quarantine.take': {
    input: z.object(chosen),
    output: z.object({ results: z.array(quarantineTakenSchema) }),
  },
  /** Deletes them for good. Returns how many there were. */
  'quarantine.delete': { input: z.object(chosen), output: z.object({ count: z.number() }) },
  /** Copies them as they are into a folder, which is made where it does not exist; they stay in quarantine. */
  'quarantine.export': {
    input: z.object({
      ...chosen,
      /** Absolute path. */
      folder: z.string().min(1).max(4000),
    }),
    /** Absolute paths of the copies. */
    output: z.object({ files: z.array(z.string()) }),
  },
};
