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
  /** Name that its containers and images go by, where it was given another one since; what runs keeps its name. */
  nameInDocker: applicationNameSchema.optional(),
  /** It was stopped, and stays so until somebody starts it. */
  isStopped: z.boolean().default(false),
  options: applicationOptionsSchema,
});

/** `application.json` in an application folder. */
export type ApplicationSettings = z.infer<typeof settingsSchema>;

/** @throws EngineError `application-damaged` with the field that is wrong */
export function readSettings(file: string): ApplicationSettings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new EngineError(
      'application-damaged',
      isMissing
        ? `The application folder has no settings: ${file} is missing.`
        : `The settings in ${file} cannot be read.`,
      { details: String(cause) },
    );
  }
  return parseSettings(text, file);
}

/** @throws EngineError `application-damaged` with the field that is wrong */
export function parseSettings(text: string, file: string): ApplicationSettings {
  try {
    return settingsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new EngineError('application-damaged', `The settings in ${file} cannot be read.`, {
      details: cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause),
    });
  }
}

/** An application as Docker knows it. */
export function inDocker({ id, name, nameInDocker }: ApplicationSettings): { id: string; name: string } {
  return { id, name: nameInDocker ?? name };
}

export function writeSettings(file: string, settings: ApplicationSettings): void {
  writeFileAtomicSync(file, `${JSON.stringify(settings, null, 2)}\n`);
}
