import { z } from 'zod';

/** The ways by which DICOM comes in; each application has one of every kind. */
export const doorNameSchema = z.enum(['scp', 'http', 'folder', 'pull', 'import']);
export type DoorName = z.infer<typeof doorNameSchema>;

/** What came of instances, counted since the application was created. */
const doorCountsSchema = z.object({
  new: z.number(),
  alreadyThere: z.number(),
  /** Other content under a SOP Instance UID that the archive has. */
  conflicting: z.number(),
  quarantined: z.number(),
  /** Not taken, and the sender was told so; errors of the sender itself count as well. */
  refused: z.number(),
  /** Bytes of the new instances. */
  bytes: z.number(),
});
export type DoorCounts = z.infer<typeof doorCountsSchema>;

export const doorSenderSchema = doorCountsSchema.extend({
  /** As people recognise it: `CALLINGAE (192.168.1.5)`, a folder's path, the name of a peer, an HTTP client. */
  sender: z.string(),
  firstAt: z.number(),
  lastAt: z.number(),
  /** Instances per second over the last ten seconds. */
  rate: z.number(),
  /** Bytes per second over the last ten seconds. */
  byteRate: z.number(),
  /** The last thing that went wrong with this sender. */
  lastProblem: z.object({ at: z.number(), message: z.string() }).nullable(),
});
export type DoorSender = z.infer<typeof doorSenderSchema>;

export const doorStateSchema = z.object({
  /** `off`: not wanted; `open`; `paused`: takes nothing for now, by itself again later; `failed`: cannot be opened. */
  state: z.enum(['off', 'open', 'paused', 'failed']),
  /** Where it can be reached, such as `DCM-PROCESSOR at 127.0.0.1:11112`; null where that means nothing. */
  address: z.string().nullable(),
  /** Associations, requests or files that are under way. */
  active: z.number(),
  /** Why it is paused or failed, or what is not as good as it could be. */
  problem: z.string().nullable(),
  /** Technical cause of the problem. */
  details: z.string().nullable(),
});
export type DoorState = z.infer<typeof doorStateSchema>;

export const doorSummarySchema = doorStateSchema.extend({
  door: doorNameSchema,
  counts: doorCountsSchema,
  rate: z.number(),
  byteRate: z.number(),
  /** Latest first; at most 200. */
  senders: z.array(doorSenderSchema),
});
/** One door with what came through it, by sender. */
export type DoorSummary = z.infer<typeof doorSummarySchema>;

export const diskStateSchema = z.object({
  /**
   * `ok`; `low`: a warning is due; `full`: nothing is taken until there is space again; `failed`: archive or history
   * cannot be written, and nothing is taken until they can.
   */
  state: z.enum(['ok', 'low', 'full', 'failed']),
  freeBytes: z.number(),
  totalBytes: z.number(),
  problem: z.string().nullable(),
  /** Technical cause of the problem. */
  details: z.string().nullable(),
});
/** The disk where the archive lies, as the disk guard sees it. */
export type DiskState = z.infer<typeof diskStateSchema>;

/** When the disk guard warns and when it refuses; the larger of percentage and bytes counts. */
export const diskGuardOptionsSchema = z.object({
  warnPercent: z.number().min(0).max(100).default(10),
  warnBytes: z
    .number()
    .int()
    .min(0)
    .default(10 * 1024 ** 3),
  refusePercent: z.number().min(0).max(100).default(1),
  refuseBytes: z
    .number()
    .int()
    .min(0)
    .default(1024 ** 3),
});
export type DiskGuardOptions = z.infer<typeof diskGuardOptionsSchema>;

export const doorRoutes = {
  'doors.list': {
    input: z.object({ application: z.string() }),
    output: z.object({ doors: z.array(doorSummarySchema), disk: diskStateSchema }),
  },
};
