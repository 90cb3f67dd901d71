import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { EngineError, jobChangesSchema, sourceOriginSchema } from '../../../../contract/index.ts';

/** Lies beside `registry/` and `module/` in a backup. */
export const noteName = 'dcm-processor-service.json';

const noteSchema = z.object({
  format: z.literal(1),
  name: z.string(),
  isEnabled: z.boolean(),
  changes: z.array(z.object({ jobName: z.string(), changes: jobChangesSchema })),
  /** Where the version came from that was backed up. */
  origin: sourceOriginSchema.nullable(),
  /** SHA-256 over its files. */
  version: z.string(),
  /** Milliseconds since the epoch. */
  backedUpAt: z.number(),
});
/** What a backup knows of a service beside its files. */
export type BackupNote = z.infer<typeof noteSchema>;

/**
 * The note of a backup; null where the folder is none, but may be a service all the same.
 * @throws EngineError `service-invalid` where the note cannot be read
 */
export function readNote(folder: string): BackupNote | null {
  const file = path.join(folder, noteName);
  if (!existsSync(file)) return null;
  try {
    return noteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new EngineError('service-invalid', `The file ${noteName} of the backup cannot be read.`, {
      advice: 'To install the service without what was changed of its jobs, remove that file.',
      cause,
    });
  }
}
