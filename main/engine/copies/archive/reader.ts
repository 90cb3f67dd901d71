import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Transform, Writable } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { Headers } from 'tar-stream';
import { z } from 'zod';
import { EngineError } from '../../../../contract/index.ts';
import type { BackupDescription } from '../../../../contract/index.ts';
import { systemCode } from '../../context/index.ts';
import { headName, headSchema, mostHeadBytes } from './format.ts';
import { readTrailer, trailerLength } from './trailer.ts';
import type { Trailer } from './trailer.ts';

const advice = 'Copy it again from where it was made, or choose another backup.';

/**
 * Reads the end of a backup.
 * @throws EngineError `backup-invalid` where it is cut short or none, `not-found`
 */
async function endOf(file: string): Promise<Trailer> {
  const { size } = await statOf(file);
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(trailerLength),
      0,
      trailerLength,
      Math.max(0, size - trailerLength),
    );
    const trailer = readTrailer(buffer.subarray(0, bytesRead));
    if (trailer?.bytes === size - trailerLength) return trailer;
  } finally {
    await handle.close();
  }
  throw new EngineError(
    'backup-invalid',
    `The file ${file} is cut short, was altered, or is no backup of DCM Processor.`,
    {
      advice,
      details: 'the end that every backup has is not there',
    },
  );
}

async function statOf(file: string) {
  try {
    const stats = await stat(file);
    if (stats.isFile()) return stats;
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT')
      throw new EngineError('not-found', `There is no file ${file}.`, {
        advice: 'Name the file of a backup.',
      });
    throw new EngineError('not-found', `The file ${file} cannot be read.`, {
      cause,
      advice: 'Check that you may read it.',
    });
  }
  throw new EngineError('backup-invalid', `${file} is no file.`, { advice: 'Name the file of a backup.' });
}

/** Goes through the entries one after the other until `take` says that it has seen enough. */
async function read(
  file: string,
  { bytes, unpacked, hash }: Trailer,
  take: (header: Headers, content: Readable) => Promise<'go on' | 'enough'>,
): Promise<void> {
  const seen = createHash('sha256');
  const hashing = new Transform({
    transform(block: Buffer, _encoding, done) {
      seen.update(block);
      done(null, block);
    },
  });
  const entries = extract();
  const stop = new AbortController();
  const failures: unknown[] = [];
  let sum = 0;
  entries.on('entry', (header, content, next) => {
    sum += header.size ?? 0;
    // Of an entry that is not read to its end.
    content.on('error', () => undefined);
    const isTooMuch = sum > unpacked;
    const goOn = async (): Promise<void> => {
      try {
        if (isTooMuch) throw altered(file, 'it unpacks to more than it says');
        if ((await take(header, content)) === 'enough') {
          stop.abort();
          return;
        }
        content.resume();
        next();
      } catch (cause) {
        failures.push(cause);
        stop.abort();
      }
    };
    void goOn();
  });
  try {
    await pipeline(
      createReadStream(file, { end: bytes - 1, highWaterMark: 256 * 1024 }),
      hashing,
      createGunzip(),
      entries,
      { signal: stop.signal },
    );
  } catch (cause) {
    if (failures.length > 0) throw failures[0];
    if (stop.signal.aborted) return;
    if (cause instanceof Error && 'syscall' in cause) throw cause;
    throw altered(file, String(cause));
  }
  if (!seen.digest().equals(hash))
    throw altered(file, 'its SHA-256 is not the one that it had when it was made');
}

function altered(file: string, details: string): EngineError {
  return new EngineError(
    'backup-invalid',
    `The backup ${file} was altered after it was made; nothing was restored.`,
    {
      advice,
      details,
    },
  );
}

/** The text of an entry that is read whole. */
export async function textOf({ size }: Headers, content: Readable): Promise<string> {
  if ((size ?? 0) > mostHeadBytes)
    throw new EngineError('backup-invalid', undefined, { details: 'an index is too large' });
  const blocks: Buffer[] = [];
  await pipeline(
    content,
    new Writable({ write: (block: Buffer, _encoding, done) => (blocks.push(block), done()) }),
  );
  return Buffer.concat(blocks).toString('utf8');
}

/** What is wrong with an index is told as of the backup. @throws EngineError `backup-invalid` */
export function parseIndex<Index>(schema: z.ZodType<Index>, text: string, file: string): Index {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new EngineError(
      'backup-invalid',
      `The file ${file} is no backup that this version of DCM Processor can restore.`,
      {
        advice: 'It may have been made by a newer version: install that, or a later one.',
        details: cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause),
      },
    );
  }
}

/**
 * What a backup says of itself, from its beginning and its end alone.
 * @throws EngineError `backup-invalid`, `not-found`
 */
export async function readDescription(file: string): Promise<BackupDescription> {
  const trailer = await endOf(file);
  let text: string | null = null;
  await read(file, trailer, async (header, content) => {
    if (header.name === headName) text = await textOf(header, content);
    return 'enough';
  });
  return { ...parseIndex(headSchema, text ?? '', file).description, bytes: trailer.unpacked };
}

/**
 * Goes through all that is in a backup, and checks that nothing of it was altered: only when this has ended is it known.
 * @throws EngineError `backup-invalid`, `not-found`, what `take` throws
 */
export async function readBackup(
  file: string,
  take: (header: Headers, content: Readable) => Promise<void>,
): Promise<void> {
  const trailer = await endOf(file);
  await read(file, trailer, async (header, content) => {
    await take(header, content);
    return 'go on';
  });
}
