import { readFileSync } from 'node:fs';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { EngineError, applicationNameSchema, applicationOptionsSchema } from '../../../contract/index.ts';

const settingsSchema = z.object({
  /** Raised when an older program could not read the file any more. */
  version: z.literal(1),
  id: z.string(),
  name: applicationNameSchema,
  createdAt: z.number(),
  /** It was stopped, and stays so until somebody starts it. */
  isStopped: z.boolean().default(false),
  options: applicationOptionsSchema,
});

/** `application.json` in an application folder. */
export type ApplicationSettings = z.infer<typeof settingsSchema>;

/** @throws EngineError `application-damaged` with the field that is wrong */
export function readSettings(file: string): ApplicationSettings {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const details = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new EngineError(
      'application-damaged',
      missing
        ? `The application folder has no settings: ${file} is missing.`
        : `The settings in ${file} cannot be read.`,
      { details },
    );
  }
}

export function writeSettings(file: string, settings: ApplicationSettings): void {
  writeFileAtomicSync(file, `${JSON.stringify(settings, null, 2)}\n`);
}
