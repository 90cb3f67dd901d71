import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { z } from 'zod';
import { EngineError } from '../../../contract/index.ts';

const knownSchema = z.object({ id: z.string(), name: z.string(), folder: z.string(), createdAt: z.number() });
const fileSchema = z.object({ version: z.literal(1), applications: z.array(knownSchema) });

/** An application that this data home knows; everything else about it lies in its folder. */
export type KnownApplication = z.infer<typeof knownSchema>;

const listFile = (home: string) => path.join(home, 'applications.json');

/**
 * Applications of the data home in the order of their making.
 * @throws EngineError `application-damaged` when the list cannot be read: forgetting it would hide applications
 */
export function readKnownApplications(home: string): KnownApplication[] {
  const file = listFile(home);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new EngineError('application-damaged', `The list of applications ${file} cannot be read.`, {
      cause,
    });
  }
  try {
    return fileSchema.parse(JSON.parse(text)).applications;
  } catch (cause) {
    throw new EngineError('application-damaged', `The list of applications ${file} is damaged.`, {
      cause,
      advice: 'Rename the file, start again, and create the applications anew with their existing folders.',
    });
  }
}

export function writeKnownApplications(home: string, applications: readonly KnownApplication[]): void {
  writeFileAtomicSync(listFile(home), `${JSON.stringify({ version: 1, applications }, null, 2)}\n`);
}

/** Gives an application of the list another name. */
export function renameKnownApplication(home: string, id: string, name: string): void {
  writeKnownApplications(
    home,
    readKnownApplications(home).map((one) => (one.id === id ? { ...one, name } : one)),
  );
}
