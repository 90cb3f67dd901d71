import { createReadStream, createWriteStream } from 'node:fs';
import type { ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { ExportEntry, ExportSink } from './types.ts';

/** Entries that wait for their turn: few are open, and memory stays the same for many. */
const mostWaiting = 64;
/** Fast and good enough: images shrink little more by trying harder. */
const compressionLevel = 1;

/** Streams an export into a ZIP archive (with ZIP64 where it is needed), which is made. */
export function createZipSink(file: string, signal: AbortSignal): ExportSink {
  const zip = new ZipFile();
  const ending = new AbortController();
  const stopped = AbortSignal.any([signal, ending.signal]);
  let current: ReadStream | null = null;
  let waiting = 0;
  let failure: { cause: unknown } | null = null;
  /** Whoever waits; one at a time. */
  let waiter: { resolve: () => void; reject: (cause: unknown) => void } | null = null;
  const written = pipeline(zip.outputStream, createWriteStream(file, { flags: 'wx' }), { signal: stopped });
  // Told to whoever waits, or waits next.
  written.catch(fail);
  zip.on('error', fail);

  function fail(cause: unknown): void {
    failure ??= { cause };
    waiter?.reject(cause);
  }
  /** A promise of its own each time: one that lives as long as the export would keep all who ever waited for it. */
  function untilWoken(): Promise<void> {
    return new Promise((resolve, reject) => void (waiter = { resolve, reject }));
  }
  function check(): void {
    signal.throwIfAborted();
    if (failure !== null) throw failure.cause;
  }
  async function untilWaiting(most: number): Promise<void> {
    check();
    while (waiting > most) {
      await untilWoken();
      check();
    }
  }

  return {
    async add(entry, onWritten) {
      await untilWaiting(mostWaiting);
      waiting += 1;
      const level = isUncompressed(entry) ? compressionLevel : 0;
      zip.addReadStreamLazy(entry.path, { size: entry.size, compressionLevel: level }, (give) => {
        current = createReadStream(entry.file);
        current.once('error', fail);
        current.once('end', () => {
          waiting -= 1;
          onWritten();
          waiter?.resolve();
        });
        give(null, current);
      });
    },
    addBytes(path, bytes) {
      signal.throwIfAborted();
      zip.addBuffer(Buffer.from(bytes), path);
      return Promise.resolve();
    },
    settle: () => untilWaiting(0),
    async finish() {
      zip.end();
      await untilWaiting(0);
      // Whatever fails from here on wakes who waits; nothing else does.
      await Promise.race([written, untilWoken()]);
      check();
      const handle = await open(file, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    async abort(cause) {
      ending.abort(cause);
      current?.destroy();
      await written.catch(() => undefined);
    },
  };
}

/** What is compressed already does not shrink. */
function isUncompressed({ record }: ExportEntry): boolean {
  return /^1\.2\.840\.10008\.1\.2(\.[12])?$/.test(record.TransferSyntaxUID);
}
