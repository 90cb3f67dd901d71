import { statSync } from 'node:fs';
import { z } from 'zod';
import { memorySource } from './byteSource.ts';
import { dicomDirClass } from './dicomDirClass.ts';
import { findLayout } from './fileLayout.ts';
import { readTags } from './readTags.ts';

/** Larger than that of any medium there is; all of it is read into memory. */
const largest = 64 * 1024 * 1024;

const recordsSchema = z.object({
  DirectoryRecordSequence: z.array(z.looseObject({ ReferencedFileID: z.string().optional() })).default([]),
});

/** True when a file that begins with these bytes is a DICOMDIR. */
export function isDicomDirStart(start: Buffer): boolean {
  return findLayout(memorySource(start))?.MediaStorageSOPClassUID === dicomDirClass;
}

/**
 * The files that a DICOMDIR names (PS3.3 F.3.2.2, Referenced File ID), each as the names of the folders that lead to
 * it from the DICOMDIR and its own name; none twice. Names that would lead elsewhere are left out.
 * @throws EngineError `disk-failed` when it cannot be read
 */
export async function readDicomDir(file: string): Promise<string[][] | { problem: string }> {
  if (statSync(file).size > largest) return { problem: 'The DICOMDIR is too large to be one.' };
  const read = recordsSchema.safeParse(await readTags(file));
  if (!read.success) return { problem: 'The DICOMDIR has no list of files that can be read.' };
  const named = new Map<string, string[]>();
  for (const { ReferencedFileID = '' } of read.data.DirectoryRecordSequence) {
    const names = ReferencedFileID.split('\\').map((name) => name.trim());
    if (ReferencedFileID !== '' && names.every(isName)) named.set(ReferencedFileID, names);
  }
  return [...named.values()];
}

/** A name of its own: nothing that leads out of the folder. */
function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\\\0:]/.test(name);
}
