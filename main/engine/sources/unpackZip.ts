import { promisify } from 'node:util';
import { text } from 'node:stream/consumers';
import { getFileNameLowLevel, open } from 'yauzl';
import type { Entry, Options, ZipFile } from 'yauzl';
import { EngineError } from '../../../contract/index.ts';
import { refuseEntry } from './entryPlace.ts';
import type { SourceLimits } from './limits.ts';
import { tooManyEntries } from './unpackInto.ts';
import type { Unpacking } from './unpackInto.ts';

const unixType = 0o170000;
const unixFolder = 0o040000;
const unixFile = 0o100000;
const unixLink = 0o120000;
/** A target of a link is a path. */
const longestTarget = 4096;

const openZip = promisify<string, Options, ZipFile>(open);

/** @throws EngineError `archive-unsafe`, `source-invalid` */
export async function unpackZip(file: string, into: Unpacking, limits: SourceLimits): Promise<void> {
  const zip = await openZip(file, { lazyEntries: true, autoClose: false, decodeStrings: false }).catch(
    (cause: unknown) => {
      throw damaged(cause);
    },
  );
  try {
    // Told by the archive itself, so that nothing of a million entries is read.
    if (zip.entryCount > limits.entries) throw tooManyEntries(limits);
    for await (const entry of entriesOf(zip)) {
      into.count();
      await unpackEntry(zip, entry, into);
    }
  } finally {
    zip.close();
  }
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const settle = (act: () => void) => {
        zip.off('entry', onEntry);
        zip.off('end', onEnd);
        zip.off('error', onError);
        act();
      };
      const onEntry = (one: Entry) => settle(() => resolve(one));
      const onEnd = () => settle(() => resolve(null));
      const onError = (cause: Error) => settle(() => reject(damaged(cause)));
      zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

async function unpackEntry(zip: ZipFile, entry: Entry, into: Unpacking): Promise<void> {
  const { generalPurposeBitFlag, fileNameRaw, extraFields, externalFileAttributes } = entry;
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  const mode = externalFileAttributes >>> 16;
  const type = mode & unixType;
  if (entry.isEncrypted()) refuseEntry(name, 'which is encrypted; unpack it, and use the folder');
  if (!entry.canDecodeFileData()) refuseEntry(name, 'which is packed in a way that is not known here');
  if (name.endsWith('/') || name.endsWith('\\') || type === unixFolder) {
    await into.folder(name);
    return;
  }
  if (type !== 0 && type !== unixFile && type !== unixLink)
    refuseEntry(name, 'which is a device, pipe or socket');
  if (entry.uncompressedSize > longestTarget && type === unixLink)
    refuseEntry(name, 'a link that leads out of it');
  const content = await zip.openReadStreamPromise(entry).catch((cause: unknown) => {
    throw damaged(cause);
  });
  // It may tell of damage before anybody reads it, or when it was refused already.
  const failed = new Promise<never>((_, reject) => content.once('error', reject));
  failed.catch(() => undefined);
  const unpacked =
    type === unixLink
      ? text(content).then((target) => into.link(name, target))
      : into.file(name, content, (mode & 0o111) !== 0);
  try {
    await Promise.race([unpacked, failed]);
  } catch (first) {
    content.destroy();
    // What refused it says more than the stream that was ended for it.
    await unpacked.catch((cause: unknown) => {
      // What the disk says has a code; the library's errors have none.
      const isKnown = cause instanceof EngineError || (cause instanceof Error && 'syscall' in cause);
      throw isKnown ? cause : damaged(cause);
    });
    throw damaged(first);
  }
}

function damaged(cause: unknown): EngineError {
  return new EngineError('source-invalid', 'The ZIP archive is damaged.', { cause });
}
