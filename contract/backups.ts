import { z } from 'zod';

/** How often copies of the history are made, and how many are kept. */
export const backupOptionsSchema = z.object({
  /** Minutes from one backup to the next, where something changed; 0: none are made. */
  everyMinutes: z.number().int().min(0).max(10_080).default(30),
  /** Backups that are kept; an older one goes when a new one is made. */
  keep: z.number().int().min(1).max(100).default(5),
});

export const historyRestoredSchema = z.object({
  key: z.number(),
  /** When the history was found damaged and replaced. */
  at: z.number(),
  /** When the backup was made that took its place; null: there was no good one, and the history began anew. */
  backupAt: z.number().nullable(),
  /** Folder with the damaged file; null where there was none. */
  setAside: z.string().nullable(),
  /** Instances that came after the backup and were found again in the archive. */
  found: z.number(),
  /** Files in the archive that could not be understood. */
  notUnderstood: z.number(),
  /** Instances that the backup knows and that have no file in the archive. */
  gone: z.number(),
  /** Folders of runs that the backup does not know. */
  forgottenRuns: z.number(),
  /** Job runs that had not ended in the backup: they are run again. */
  jobRunsAgain: z.number(),
  /** When the archive had been gone through; null while it is. */
  finishedAt: z.number().nullable(),
  /** All of it for a person. */
  message: z.string(),
});
/** A damaged history that was replaced by a backup. */
export type HistoryRestored = z.infer<typeof historyRestoredSchema>;

const backupSchema = z.object({
  /** Absolute path. */
  file: z.string(),
  at: z.number(),
  bytes: z.number(),
});

export const backupRoutes = {
  /** Copies of the history, newest first. */
  'backups.list': {
    input: z.object({ application: z.string() }),
    output: z.object({
      backups: z.array(backupSchema),
      /** Why the last one could not be made; null where it could. */
      problem: z.string().nullable(),
      /** Each time that a backup was needed, newest first. */
      restored: z.array(historyRestoredSchema),
    }),
  },
  /** Makes one now, changed or not. */
  'backups.create': { input: z.object({ application: z.string() }), output: backupSchema },
  /** Somebody has read that the history was restored: it is not said again. */
  'backups.acknowledge': { input: z.object({ application: z.string() }), output: z.object({}) },
};
