import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Parser } from 'tar';
import type { ReadEntry } from 'tar';
import { EngineError } from '../../../contract/index.ts';
import { refuseEntry } from './entryPlace.ts';
import type { Unpacking } from './unpackInto.ts';

/** Warnings of the parser that mean that something of the archive is lost. */
const losses = new Set(['TAR_BAD_ARCHIVE', 'TAR_ENTRY_INVALID', 'TAR_ENTRY_ERROR', 'TAR_ABORT']);

const endless =
  'The archive unpacks to very much more than it is long, as those do that are made to fill a disk.';

/** @throws EngineError `archive-unsafe`, `source-invalid`, `cancelled` */
export async function unpackTar(
  file: string,
  isCompressed: boolean,
  into: Unpacking,
  signal: AbortSignal,
): Promise<void> {
  const damaged = (cause: unknown) =>
    new EngineError('source-invalid', 'The tar archive is damaged.', { cause });
  const parser = new Parser({ strict: false });
  let failure: unknown;
  let work: Promise<void> = Promise.resolve();
  const fail = (cause: unknown) => {
    failure ??= cause;
  };
  parser.on('warn', (code: string, message: string | Error) => {
    if (losses.has(code)) fail(damaged(message));
  });
  const take = (entry: ReadEntry) => {
    work = work
      .then(() => (failure === undefined ? unpackEntry(entry, into) : undefined))
      .catch(fail)
      // The parser goes on only when the entry has been read.
      .finally(() => entry.resume());
  };
  parser.on('entry', take);
  parser.on('ignoredEntry', take);

  const source = createReadStream(file);
  const content = isCompressed ? source.pipe(createGunzip()) : source;
  source.once('error', (cause) => content.destroy(cause));
  let unpacked = 0;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (failure !== undefined) break;
      unpacked += chunk.length;
      // What lies between the files costs no space, but endless time.
      if (unpacked > into.allowedBytes * 2) throw new EngineError('archive-unsafe', endless);
      if (!parser.write(chunk)) await once(parser, 'drain', { signal });
    }
  } catch (cause) {
    fail(
      signal.aborted ? new EngineError('cancelled') : cause instanceof EngineError ? cause : damaged(cause),
    );
  } finally {
    source.destroy();
    content.destroy();
  }
  // An entry that is cut short ends here.
  parser.end();
  await work;
  if (failure !== undefined) throw failure;
}

async function unpackEntry(entry: ReadEntry, into: Unpacking): Promise<void> {
  const { path: name, type, linkpath = '', mode = 0 } = entry;
  into.count();
  switch (type) {
    case 'Directory':
    case 'GNUDumpDir':
      await into.folder(name);
      return;
    case 'File':
    case 'OldFile':
    case 'ContiguousFile': {
      const content = new PassThrough();
      entry.pipe(content);
      try {
        await into.file(name, content, (mode & 0o111) !== 0);
      } finally {
        entry.unpipe(content);
      }
      return;
    }
    case 'SymbolicLink':
      into.link(name, linkpath);
      return;
    case 'Link':
      await into.copy(name, linkpath);
      return;
    default:
      refuseEntry(name, 'which is a device, pipe or something that is not known here');
  }
}
