import { z } from 'zod';

/** One folder whose files are taken as they appear. */
export const watchedFolderSchema = z
  .object({
    /** Chosen by who adds it; unique among them. */
    id: z.string().min(1).max(100),
    /** Absolute path. */
    path: z.string().min(1).max(4000),
    enabled: z.boolean().default(true),
    /** With the folders in it. */
    recursive: z.boolean().default(true),
    /** `auto`: the system's notices make looks earlier; `poll`: only the clock does, for network shares. */
    watch: z.enum(['auto', 'poll']).default('auto'),
    /** Seconds between two looks. */
    pollSeconds: z.number().min(0.1).max(86_400).default(10),
    /** A file is taken when its size and times have not changed for this long, in seconds. */
    settleSeconds: z.number().min(0).max(86_400).default(5),
    /**
     * What becomes of a file that is in the archive, or in quarantine: it stays, is moved or deleted. What is no DICOM
     * stays; an archive of files that holds other things as well is moved, and never deleted.
     */
    after: z.enum(['keep', 'move', 'delete']).default('keep'),
    /** Absolute path of the folder that files are moved to; they keep their places below it. */
    moveTo: z.string().min(1).max(4000).nullable().default(null),
    /** File names with `*` and `?`, such as `*.dcm`; all when null. Upper and lower case are the same. */
    pattern: z.string().min(1).max(200).nullable().default(null),
  })
  .refine((folder) => folder.after !== 'move' || folder.moveTo !== null, {
    message: 'Say where files are moved to.',
    path: ['moveTo'],
  });
export type WatchedFolder = z.infer<typeof watchedFolderSchema>;

export const watchedFoldersOptionsSchema = z
  .array(watchedFolderSchema)
  .max(100)
  .refine((folders) => new Set(folders.map((one) => one.id)).size === folders.length, {
    message: 'Two watched folders have the same id.',
  });

export const watchedFolderStateSchema = z.object({
  id: z.string(),
  path: z.string(),
  /** As of a door. */
  state: z.enum(['off', 'open', 'paused', 'failed']),
  problem: z.string().nullable(),
  /** Technical cause of the problem. */
  details: z.string().nullable(),
  /** Files that have not settled yet, or are about to be taken. */
  waiting: z.number(),
  /** When it was last looked at from end to end; null before. */
  lookedAt: z.number().nullable(),
});
/** How a watched folder is doing; what came from it is told by `doors.list` under its path. */
export type WatchedFolderState = z.infer<typeof watchedFolderStateSchema>;

export const watchedFolderRoutes = {
  'watched_folders.list': {
    input: z.object({ application: z.string() }),
    output: z.array(watchedFolderStateSchema),
  },
};
