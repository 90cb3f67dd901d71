import { appendFile, mkdir, open, rm } from 'node:fs/promises';
import { isLater } from './demultiplex.ts';
import { listSegments, readStored, segmentFile } from './segments.ts';
import type { Segment, StoredLine } from './segments.ts';

/** A file of a log has about that many bytes, and a log that many files: the oldest goes. */
const segmentBytes = 4 * 1024 * 1024;
const mostSegments = 5;
/** Where the last line is looked for, in bytes from the end. */
const tailBytes = 64 * 1024;

/** Writes the log of one container. */
export interface LogWriter {
  /** Docker's time of the last line that came from it; empty where there is none. */
  readonly lastTime: string;
  append(lines: readonly StoredLine[]): Promise<void>;
  /** Position behind the last line. */
  readonly end: number;
}

/** Opens the log in `folder`, or begins one. Only one writer may have it. */
export async function openLogWriter(folder: string): Promise<LogWriter> {
  const segments = await listSegments(folder);
  let last: Segment | null = segments.at(-1) ?? null;
  let lastTime = await timeOfLastLine(segments);
  if (last !== null) await endLine(last);

  return {
    get lastTime() {
      return lastTime;
    },
    get end() {
      return last === null ? 0 : last.start + last.bytes;
    },
    async append(lines) {
      const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      if (last === null || last.bytes >= segmentBytes) {
        const start = last === null ? 0 : last.start + last.bytes;
        await mkdir(folder, { recursive: true });
        last = { file: segmentFile(folder, start), start, bytes: 0 };
        segments.push(last);
        for (const old of segments.splice(0, Math.max(0, segments.length - mostSegments))) {
          await rm(old.file, { force: true });
        }
      }
      await appendFile(last.file, bytes);
      last.bytes += bytes.length;
      // What is printed to two streams at once does not come in its order.
      for (const { time } of lines) if (isLater(time, lastTime)) lastTime = time;
    },
  };
}

/** What a power failure cut is a line of its own, so that the next one is whole. */
async function endLine(segment: Segment): Promise<void> {
  const tail = await readTail(segment, 1);
  if (segment.bytes === 0 || tail === '\n') return;
  await appendFile(segment.file, '\n');
  segment.bytes += 1;
}

async function timeOfLastLine(segments: readonly Segment[]): Promise<string> {
  for (const segment of segments.toReversed()) {
    const times = (await readTail(segment, tailBytes))
      .split('\n')
      .slice(segment.bytes > tailBytes ? 1 : 0)
      .map((line) => (line === '' ? '' : readStored(line).time));
    const found = times.findLast((time) => time !== '');
    if (found !== undefined) return found;
  }
  return '';
}

async function readTail({ file, bytes }: Segment, length: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(length, bytes));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, bytes - buffer.length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
