import { open } from 'node:fs/promises';
import { readHeader, searchWords } from '../dicom/index.ts';
import type { InstanceHeader } from '../dicom/index.ts';

/** What of a header tells who the patient is (PS3.3 C.7.1.1). */
type Who = Pick<InstanceHeader, 'PatientID' | 'PatientName' | 'patientTags'>;

/** The patient of a study, by every spelling that its images have. */
export interface KnownPatient {
  /** Keywords of the elements by which a header still tells who it is; empty where it does not. */
  toldBy(header: Who): string[];
}

/**
 * Reads who the patient is from each of the images: names and identifiers of one study are not always spelt alike.
 * @param files absolute
 * @throws the reason of the signal, and what reading a file throws: without them nobody can tell
 */
export async function readKnownPatient(files: Iterable<string>, signal: AbortSignal): Promise<KnownPatient> {
  const names = new Set<string>();
  const ids = new Set<string>();
  const born = new Set<string>();
  for (const file of files) {
    signal.throwIfAborted();
    const header = await headerOf(file);
    namesIn(header.PatientName).forEach((name) => names.add(name));
    idsIn(header).forEach((id) => ids.add(id));
    const birth = familyAndBirth(header);
    if (birth !== null) born.add(birth);
  }
  const isKnown = (text: string) =>
    namesIn(text).some((name) => names.has(name)) || text.split('\\').some((id) => ids.has(folded(id)));
  return {
    toldBy(header) {
      const birth = familyAndBirth(header);
      return [
        ...(isKnown(header.PatientName) || (birth !== null && born.has(birth)) ? ['PatientName'] : []),
        ...(isKnown(header.PatientID) ? ['PatientID'] : []),
        ...(isKnown(header.patientTags['OtherPatientIDs'] ?? '') ? ['OtherPatientIDs'] : []),
      ];
    },
  };
}

async function headerOf(file: string): Promise<InstanceHeader> {
  const handle = await open(file, 'r');
  try {
    const reading = await readHeader(handle.fd, (await handle.stat()).size);
    if (reading.kind !== 'instance') throw new Error(`The original ${file} cannot be read.`);
    return reading.header;
  } finally {
    await handle.close();
  }
}

/** The groups of a name (PS3.5 6.2.1.2), each in words without case, diacritics and order. */
function namesIn(PatientName: string): string[] {
  return PatientName.split('=')
    .map((group) => searchWords(group).trim().split(' ').sort().join(' '))
    .filter((name) => name !== '');
}

function idsIn({ PatientID, patientTags }: Who): string[] {
  return [PatientID, ...(patientTags['OtherPatientIDs'] ?? '').split('\\')]
    .map(folded)
    .filter((id) => id !== '');
}

/** An identifier without case and separators. */
function folded(id: string): string {
  return searchWords(id).replaceAll(' ', '') || id.trim();
}

/** A family name alone is kept by many pseudonyms; beside the date of birth it tells who it is. */
function familyAndBirth({ PatientName, patientTags }: Who): string | null {
  const family = searchWords(PatientName.split(/[\^=]/)[0] ?? '');
  const birth = (patientTags['PatientBirthDate'] ?? '').trim();
  return family === '' || birth === '' ? null : `${family} ${birth}`;
}
