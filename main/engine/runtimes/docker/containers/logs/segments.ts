import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ContainerLogLine } from '../../../../../../contract/index.ts';

/** One of the files of a log; together they are one stretch of bytes. */
export interface Segment {
  file: string;
  /** Position of its first byte in the whole log. */
  start: number;
  bytes: number;
}

/** A line as it is stored. */
export interface StoredLine {
  at: number;
  stream: ContainerLogLine['stream'];
  text: string;
  /** Docker's own time, by which its log is gone on with. */
  time: string;
}

const storedSchema = z.object({
  at: z.number(),
  stream: z.enum(['stdout', 'stderr', 'engine']),
  text: z.string(),
  time: z.string(),
});

/** Names of containers as Docker allows them; nothing else becomes the name of a folder. */
const containerNamePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,199}$/;

/** Folder of one container's log, or null for what is no name of a container. */
export function logFolder(folder: string, container: string): string | null {
  return containerNamePattern.test(container) ? path.join(folder, container) : null;
}

/** File of the segment that begins at a position. */
export function segmentFile(folder: string, start: number): string {
  return path.join(folder, `${String(start).padStart(15, '0')}.jsonl`);
}

/** The files of a log, oldest first; none where there is no log. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const name of (await namesIn(folder)).toSorted()) {
    const found = /^(\d{15})\.jsonl$/.exec(name);
    if (found === null) continue;
    const file = path.join(folder, name);
    segments.push({ file, start: Number(found[1]), bytes: (await stat(file)).size });
  }
  return segments;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
}

/** A line of a file. One that was cut by a power failure must not hide the others. */
export function readStored(line: string): StoredLine {
  try {
    return storedSchema.parse(JSON.parse(line));
  } catch {
    return { at: 0, stream: 'engine', text: line, time: '' };
  }
}
