import { z } from 'zod';

const days = z.number().int().min(0).max(36_500);

/** How long what runs leave behind is kept, in days after their end; 0: for ever. Originals are never touched. */
export const retentionOptionsSchema = z.object({
  /** The run's own copies of its input images. Without them its jobs cannot be run again. */
  inputsDays: days.default(0),
  /** Files that jobs wrote; their return values stay. */
  resultsDays: days.default(0),
  /** What jobs printed, and what services wrote into the folder of `LOGS`, since it was written to last. */
  logsDays: days.default(0),
  /** What could not be taken. */
  quarantineDays: days.default(0),
  /** Scratch runs, and jobs that were opened, since somebody last worked on them. */
  scratchDays: days.default(0),
  /**
   * Bytes that all ended runs may take together; 0: no limit. Beyond it the oldest lose their input copies first, then
   * results and logs.
   */
  maxBytes: z.number().int().min(0).default(0),
});
export type RetentionOptions = z.infer<typeof retentionOptionsSchema>;

export const retentionPartSchema = z.enum([
  'inputs',
  'results',
  'logs',
  'service-logs',
  'quarantine',
  'scratch',
]);
/** A kind of thing that is removed for its age or size. */
export type RetentionPart = z.infer<typeof retentionPartSchema>;

export const removedPartSchema = z.object({
  part: retentionPartSchema.exclude(['service-logs', 'quarantine', 'scratch']),
  at: z.number(),
  /** What the files had together. */
  bytes: z.number(),
  /** Why, for a person. */
  message: z.string(),
  /** Why files of it are still there, for a person; it is tried again. Null: they are gone, or are going. */
  problem: z.string().nullable(),
});
/** Something of a run that was removed. */
export type RemovedPart = z.infer<typeof removedPartSchema>;

const cleanUpSchema = z.object({
  /** What goes, or went, by kind; `count`: runs, files of services' logs or in quarantine, or trials. */
  parts: z.array(z.object({ part: retentionPartSchema, count: z.number(), bytes: z.number() })),
  /** All of it. Where the file system shares blocks between copies, less becomes free. */
  bytes: z.number(),
  /** What could not be removed, for a person. */
  problems: z.array(z.string()),
});
/** What cleaning up removes. */
export type CleanUp = z.infer<typeof cleanUpSchema>;

const cleanUpInput = z.object({
  application: z.string(),
  /** In place of the application's own. */
  options: retentionOptionsSchema.optional(),
});

export const retentionRoutes = {
  /** What would be removed now; removes nothing. */
  'retention.preview': { input: cleanUpInput, output: cleanUpSchema },
  /** Removes it now. What is left when the request is cancelled stays for the next time. */
  'retention.clean_up': { input: cleanUpInput, output: cleanUpSchema },
};
