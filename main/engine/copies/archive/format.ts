import { z } from 'zod';
import { backupDescriptionSchema } from '../../../../contract/index.ts';

/** Name of the first entry of a backup: what it says of itself. */
export const headName = 'backup.json';
/** Name of the last entry: what became known while it was made. */
export const tailName = 'contents.json';
/** Neither is larger, in bytes. */
export const mostHeadBytes = 64 * 1024 * 1024;

export const headSchema = z.object({
  format: z.literal('dcm-processor-backup'),
  /** Raised when an older program could not restore it. */
  version: z.literal(1),
  description: backupDescriptionSchema,
});

export const tailSchema = z.object({
  /** Instances in the archive of the backup. */
  instances: z.number(),
  /** Instances that the history names and that had no file. */
  missing: z.number(),
  /** Files of services, workers and secrets; what else was packed of those was replaced meanwhile. */
  installed: z.array(z.string()),
});
export type BackupTail = z.infer<typeof tailSchema>;
