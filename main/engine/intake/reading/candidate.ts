import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { stampOf } from '../../archive/index.ts';
import type { SourceStamp } from '../../archive/index.ts';
import { readHeader } from '../../dicom/index.ts';
import type { HeaderReading } from '../../dicom/index.ts';
import type { NotedFile } from './protocol.ts';
import { refusalOf } from './refusal.ts';

/** A file that is an instance and can be taken. */
export interface Candidate {
  kind: 'candidate';
  /** As a person sees it: the file, or `archive.zip » entry`. */
  path: string;
  /** Where its bytes are. */
  file: string;
  /** The file is a copy in the staging folder, unpacked from a ZIP archive. */
  unpacked: boolean;
  stamp: SourceStamp;
  reading: Extract<HeaderReading, { kind: 'instance' }>;
}

/** Never waits for a writer should the path have become a pipe. Windows has no such flag. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens a file for `use` and closes it again; a file that cannot be opened becomes a note about it. */
export async function withFile<Result>(
  { file, path }: { file: string; path: string },
  use: (fd: number) => Result | Promise<Result>,
): Promise<Result | NotedFile> {
  let fd: number;
  try {
    fd = openSync(file, readOnly);
  } catch (cause) {
    return { kind: 'noted', path, outcome: 'refused', reason: refusalOf(cause, file, 'file') };
  }
  try {
    return await use(fd);
  } finally {
    closeSync(fd);
  }
}

/** Reads the header of a file and tells whether it can be taken. */
export function look(file: string, path: string, unpacked: boolean): Promise<Candidate | NotedFile> {
  return withFile<Candidate | NotedFile>({ file, path }, async (fd) => {
    if (!fstatSync(fd).isFile()) {
      return {
        kind: 'noted',
        path,
        outcome: 'refused',
        reason: 'This is no file but a device, pipe or socket.',
      };
    }
    const stamp = stampOf(fd);
    let reading: HeaderReading;
    try {
      reading = await readHeader(fd, stamp.size);
    } catch (cause) {
      const original = cause instanceof Error ? (cause.cause ?? cause) : cause;
      return { kind: 'noted', path, outcome: 'refused', reason: refusalOf(original, file, 'file') };
    }
    if (reading.kind === 'not-dicom')
      return {
        kind: 'noted',
        path,
        outcome: reading.isDicomDir === true ? 'dicomdir' : 'not-dicom',
        reason: reading.reason,
      };
    if (reading.kind === 'damaged') {
      const { code, reason, part } = reading;
      const aside = { file, isStaged: unpacked, code, header: part?.header ?? null };
      return { kind: 'noted', path, outcome: 'damaged', reason, aside };
    }
    return { kind: 'candidate', path, file, unpacked, stamp, reading };
  });
}
