import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { EngineError } from '../../../../contract/index.ts';

const fileSchema = z.object({
  username: z.string().min(1),
  password: z.string().min(1),
  /** Port on this machine that was chosen for it; kept, so that its address stays as it is. */
  port: z.number().int().min(1).max(65_535).nullable(),
});

/** How one logs in to the Orthanc of an application, and where it answers. */
export type Credentials = z.infer<typeof fileSchema>;

/** Owner-only file that keeps them. */
export const credentialsFile = (folder: string) => path.join(folder, 'access.json');

/** Those of the folder, made where there are none. @throws EngineError `disk-failed` */
export function readCredentials(folder: string): Credentials {
  const file = credentialsFile(folder);
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isMissing)
      throw new EngineError('disk-failed', `The access to Orthanc in ${file} cannot be read.`, {
        cause,
        advice: 'Remove the file: a new user name and password are made then.',
      });
  }
  const made = { username: 'dcm-processor', password: randomBytes(24).toString('base64url'), port: null };
  writeCredentials(folder, made);
  return made;
}

/** @throws EngineError `disk-failed` */
export function writeCredentials(folder: string, credentials: Credentials): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileAtomicSync(credentialsFile(folder), `${JSON.stringify(credentials, null, 2)}\n`, {
      mode: 0o600,
    });
  } catch (cause) {
    throw new EngineError('disk-failed', `The folder ${folder} cannot be written.`, { cause });
  }
}
