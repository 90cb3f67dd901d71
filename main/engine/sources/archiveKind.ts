import { open, stat } from 'node:fs/promises';
import { EngineError } from '../../../contract/index.ts';

const startLength = 512;
const checksumAt = 148;
const checksumLength = 8;

/** First bytes of formats that people try, and what to do with them. */
const otherFormats: readonly { starts: string; name: string }[] = [
  { starts: '377abcaf271c', name: 'a 7z archive' },
  { starts: '526172211a07', name: 'a RAR archive' },
  { starts: '425a68', name: 'packed with bzip2' },
  { starts: 'fd377a585a00', name: 'packed with xz' },
  { starts: '28b52ffd', name: 'packed with zstd' },
];

/**
 * What an archive is by its content; names and content types are often wrong.
 * @throws EngineError `source-invalid`
 */
export async function archiveKind(file: string, shown: string): Promise<'zip' | 'tar' | 'tar.gz'> {
  const start = await startOf(file, shown);
  const hex = start.toString('hex');
  if (hex.startsWith('504b0304') || hex.startsWith('504b0506')) return 'zip';
  if (hex.startsWith('1f8b')) return 'tar.gz';
  if (isTarHeader(start)) return 'tar';
  const advice = 'Pack it as ZIP, tar or tar.gz, or unpack it and use the folder.';
  const other = otherFormats.find(({ starts }) => hex.startsWith(starts));
  if (other)
    throw new EngineError('source-invalid', `${shown} is ${other.name}, which is not taken.`, { advice });
  if (/^\s*(?:<!doctype html|<html)/i.test(start.toString('latin1')))
    throw new EngineError('source-invalid', `${shown} is a web page and no archive.`, {
      advice: 'Copy the address of the download itself; a page that wants a login answers like this as well.',
    });
  throw new EngineError('source-invalid', `${shown} is no ZIP, tar or tar.gz archive.`, { advice });
}

async function startOf(file: string, shown: string): Promise<Buffer> {
  const unreadable = (cause: unknown) =>
    new EngineError('source-invalid', `The archive ${shown} cannot be read.`, {
      cause,
      advice: 'Check that the file exists and that you may read it.',
    });
  // Looked at before it is opened: a pipe would wait for somebody who writes.
  const found = await stat(file).catch((cause: unknown) => {
    throw unreadable(cause);
  });
  if (!found.isFile())
    throw new EngineError('source-invalid', `${shown} is no file.`, {
      advice: 'Use it as a folder, if it is one.',
    });
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw unreadable(cause);
  });
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(startLength), 0, startLength, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** By its checksum, which all kinds of tar have. */
function isTarHeader(block: Buffer): boolean {
  if (block.length < startLength) return false;
  const told = Number.parseInt(block.toString('latin1', checksumAt, checksumAt + checksumLength), 8);
  let sum = 0;
  for (const [at, byte] of block.entries())
    sum += at >= checksumAt && at < checksumAt + checksumLength ? 0x20 : byte;
  return sum === told;
}
