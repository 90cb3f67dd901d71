import { createReadStream } from 'node:fs';
import { on, once } from 'node:events';
import { createGunzip } from 'node:zlib';
import { Parser } from 'tar';
import type { ReadEntry } from 'tar';
import { fileStart } from './fileStart.ts';
import { isReadFailure } from './refusal.ts';
import { isGzipStart } from './tarMark.ts';

/** Warnings of the parser that mean that something of the archive is lost. */
const losses = new Set(['TAR_BAD_ARCHIVE', 'TAR_ENTRY_INVALID', 'TAR_ENTRY_ERROR', 'TAR_ABORT']);
const blockLength = 512;

/** Entries of a tar archive, in their order. Each must be read to its end, or resumed, before the next comes. */
export interface TarReading {
  entries(): AsyncGenerator<ReadEntry>;
  /** After the last entry: what is wrong with the archive, or null. */
  problem(): string | null;
  /** Why the archive could not be read further, so that an entry may be cut; null where that is not so. */
  failure(): Error | null;
}

/**
 * Reads a tar archive, compressed with gzip or not, piece by piece: its size costs no memory.
 * @param cancelled ends it also in the middle of an entry, which is cut then
 */
export async function readTar(file: string, cancelled: { readonly aborted: boolean }): Promise<TarReading> {
  const isCompressed = isGzipStart(await fileStart(file));
  let problem: string | null = null;
  let failure: Error | null = null;

  async function* entries(): AsyncGenerator<ReadEntry> {
    const parser = new Parser();
    parser.on('warn', (code: string, message: string | Error) => {
      if (losses.has(code)) problem ??= message instanceof Error ? message.message : message;
    });
    // Entries that the parser reads over are told as well; they have no content then.
    parser.on('ignoredEntry', (entry: ReadEntry) => parser.emit('entry', entry));
    const stop = new AbortController();
    const found = on(parser, 'entry', { close: ['end'], signal: stop.signal });
    const feeding = feed(parser, stop.signal);
    try {
      for await (const [entry] of found) yield entry as ReadEntry;
      await feeding;
    } finally {
      stop.abort();
      await feeding;
    }
  }

  /** Never rejects: what ends the reading early is the problem that is told. */
  async function feed(parser: Parser, signal: AbortSignal): Promise<void> {
    const source = createReadStream(file, { signal });
    const content = isCompressed ? source.pipe(createGunzip()) : source;
    source.once('error', (cause) => content.destroy(cause));
    let tail = Buffer.alloc(0);
    try {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        if (cancelled.aborted) return;
        tail = Buffer.from(chunk.subarray(-blockLength));
        if (!parser.write(chunk)) await once(parser, 'drain', { signal });
      }
      if (tail.some((byte) => byte !== 0)) problem ??= 'its end is not marked, files may be missing';
    } catch (cause) {
      if (signal.aborted) return;
      if (cause instanceof Error && isReadFailure(cause)) failure = cause;
      problem ??= cause instanceof Error ? cause.message : String(cause);
    } finally {
      source.destroy();
      content.destroy();
      // An entry that is cut ends here.
      parser.end();
    }
  }
  return { entries, problem: () => problem, failure: () => failure };
}
