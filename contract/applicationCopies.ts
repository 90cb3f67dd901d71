import { z } from 'zod';
import { applicationNameSchema, optionChangesSchema } from './applications.ts';
import { findingSchema } from './findings.ts';
import { taskSchema } from './tasks.ts';

/** What of an application goes into a backup, beside its settings, services and workers. */
export const backupPartsSchema = z.object({
  /** Everything received, and the history of it: archive and quarantine. */
  data: z.boolean().default(true),
  /** What ended runs left behind: inputs, results and logs. Of runs that have not ended all is kept with `data`. */
  runs: z.boolean().default(true),
  /** What was tried beside the history: scratch runs, golden cases, workbenches. Only with `data`. */
  trials: z.boolean().default(true),
});
export type BackupParts = z.infer<typeof backupPartsSchema>;

/** How much of an application its clone has; each has what those before it have. */
export const cloneDepthSchema = z.enum(['settings', 'services', 'workers', 'data']);
export type CloneDepth = z.infer<typeof cloneDepthSchema>;

/** What a backup file says of itself. */
export const backupDescriptionSchema = z.object({
  /** Name of the application that it was made of. */
  name: z.string(),
  /** When it was made, in ms since the epoch. */
  at: z.number(),
  /** Version of DCM Processor that made it. */
  productVersion: z.string(),
  /** Folder that the application had. */
  folder: z.string(),
  parts: backupPartsSchema,
  /** Passwords, tokens and keys are in it. */
  hasSecrets: z.boolean(),
  /** Bytes of the files in it; what restoring it takes on the disk. */
  bytes: z.number(),
  counts: z.object({
    files: z.number(),
    patients: z.number(),
    studies: z.number(),
    instances: z.number(),
    runs: z.number(),
  }),
  services: z.array(z.string()),
  workers: z.array(z.string()),
});
export type BackupDescription = z.infer<typeof backupDescriptionSchema>;

const filePath = z.string().min(1).max(4000);
/** Absolute path; the folder named like the application in the data home when absent. */
const newFolder = z.string().min(1).max(4000).optional();
/** Options that differ from those of the original, each as a whole. */
const otherOptions = optionChangesSchema.prefault({});

export const copyResultSchema = z.object({
  /** The application that was made; null of a backup. */
  application: z.string().nullable(),
  /** The backup file; null of anything else. */
  file: z.string().nullable(),
  /** What differs from the original, or is not in it, and what to do about it. */
  findings: z.array(findingSchema),
});
/** What came of a task of kind `backup`, `restore` or `clone`. */
export type CopyResult = z.infer<typeof copyResultSchema>;

/** Applications as a whole, copied: to a file, from it, and beside themselves. All are tasks of the engine itself. */
export const applicationCopyRoutes = {
  /** What a backup would be, while it is being asked for: nothing is written. */
  'applications.plan_backup': {
    input: z.object({
      application: z.string(),
      /** Absolute path; a proposal is made when absent. */
      file: z.string().max(4000).optional(),
      include: backupPartsSchema.prefault({}),
    }),
    output: z.object({
      file: z.string(),
      /** Bytes of the files that go into it; the backup itself is smaller. Null: there are too many to be counted now. */
      bytes: z.number().nullable(),
      findings: z.array(findingSchema),
    }),
  },
  /**
   * Copies an application, running or not, into one file (tar, gzip) that only its owner can read. The history in it
   * is of one moment, and everything that it names is there. A file that exists is never written over.
   */
  'applications.backup': {
    input: z.object({
      application: z.string(),
      /** Absolute path of the file that is made. */
      file: filePath,
      include: backupPartsSchema.prefault({}),
      /** Passwords, tokens and keys go into it as well, readable for everybody who can read the file. */
      includeSecrets: z.boolean().default(false),
    }),
    output: taskSchema,
  },
  /**
   * Reads what a backup says of itself, and whether it is cut short; all of it is checked while it is restored. With a
   * name or folder also what would keep it from being restored so.
   */
  'applications.inspect_backup': {
    input: z.object({
      file: filePath,
      name: z.string().max(400).optional(),
      folder: z.string().max(4000).optional(),
    }),
    output: backupDescriptionSchema.extend({
      /** Folder in which it would be restored. */
      target: z.string(),
      findings: z.array(findingSchema),
    }),
  },
  /** Makes an application from a backup. It is stopped, until somebody has looked at it and starts it. */
  'applications.restore': {
    input: z.object({
      file: filePath,
      name: applicationNameSchema,
      folder: newFolder,
      options: otherOptions,
    }),
    output: taskSchema,
  },
  /**
   * Makes another application like this one. It is stopped, and its doors are closed: the original listens at their
   * ports and watches their folders.
   */
  'applications.clone': {
    input: z.object({
      application: z.string(),
      name: applicationNameSchema,
      folder: newFolder,
      with: cloneDepthSchema.default('workers'),
      options: otherOptions,
    }),
    output: taskSchema,
  },
  /** What came of a backup, restore or clone that has succeeded. */
  'applications.copied': { input: z.object({ task: z.string() }), output: copyResultSchema },
};
