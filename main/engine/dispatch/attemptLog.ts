import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { LogPiece } from '../../../contract/index.ts';

/** Longest time that output waits before it is written, in milliseconds. */
const flushAfter = 50;
/** Output that waits is written at once beyond this many characters. */
const flushBeyond = 262_144;
/** Pieces of one stream that come close together are stored as one, up to this many characters. */
const longestPiece = 16_384;

/** The log of one attempt while it is written. */
export interface AttemptLog {
  add(piece: LogPiece): void;
  /** Writes what is left. `problem` says why a part could not be written. */
  close(): Promise<{ bytes: number; problem: string | null }>;
}

/**
 * Opens the log of an attempt: JSON lines `{at, stream, text}`. The file is made with the first output; a job that
 * prints nothing costs nothing.
 * @param grown called with the size of the file whenever a stretch has been written
 */
export function openAttemptLog(file: string, grown: (bytes: number) => void): AttemptLog {
  let waiting: LogPiece[] = [];
  let waitingLength = 0;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let handle: FileHandle | null = null;
  let bytes = 0;
  let problem: string | null = null;

  /** Writes until nothing waits; one stretch after the other, so that the order stays. */
  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const stretch = Buffer.from(waiting.map((piece) => `${JSON.stringify(piece)}\n`).join(''));
      waiting = [];
      waitingLength = 0;
      if (problem !== null) return;
      try {
        handle ??= await openFile(file);
        await handle.appendFile(stretch);
        bytes += stretch.length;
        grown(bytes);
      } catch (cause) {
        problem = `The log could not be written: ${String(cause)}`;
      }
    }
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing ??= writeAll().finally(() => {
      writing = null;
    });
    return writing;
  }

  return {
    add({ at, stream, text }) {
      const last = waiting.at(-1);
      if (last?.stream === stream && last.text.length + text.length <= longestPiece) last.text += text;
      else waiting.push({ at, stream, text });
      waitingLength += text.length;
      if (waitingLength > flushBeyond) void flush();
      else timer ??= setTimeout(() => void flush(), flushAfter);
    },
    async close() {
      if (waiting.length > 0 || writing !== null) {
        await flush();
        // What came while an earlier stretch was being written.
        await flush();
      }
      await handle?.close().catch((cause: unknown) => {
        problem ??= `The log could not be written: ${String(cause)}`;
      });
      return { bytes, problem };
    },
  };
}

async function openFile(file: string): Promise<FileHandle> {
  await mkdir(path.dirname(file), { recursive: true });
  return open(file, 'a');
}
