import { gunzipSync, constants } from 'node:zlib';

const headerLength = 512;
const checksumAt = 148;
const checksumLength = 8;

/** True when the bytes begin with the header of a tar archive: its checksum fits, whatever made it. */
export function isTarStart(bytes: Buffer): boolean {
  if (bytes.length < headerLength) return false;
  const text = bytes.toString('latin1', checksumAt, checksumAt + checksumLength);
  const [, octal] = /^ *([0-7]+)[ \0]/.exec(text) ?? [];
  if (octal === undefined) return false;
  let sum = 0;
  for (let at = 0; at < headerLength; at++) {
    const isChecksum = at >= checksumAt && at < checksumAt + checksumLength;
    sum += isChecksum ? 0x20 : (bytes[at] ?? 0);
  }
  return sum === Number.parseInt(octal, 8);
}

/** True when the bytes begin like a file compressed with gzip. */
export function isGzipStart(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** True when a file that begins with these bytes is a tar archive, compressed with gzip or not. */
export function holdsTar(start: Buffer): boolean {
  return isTarStart(isGzipStart(start) ? beginningOf(start) : start);
}

/** What the compressed bytes hold, as far as they go. */
function beginningOf(compressed: Buffer): Buffer {
  try {
    const all = gunzipSync(compressed, {
      finishFlush: constants.Z_SYNC_FLUSH,
      // So few bytes of a bomb are no bomb yet.
      maxOutputLength: 8 * 1024 * 1024,
    });
    return all.subarray(0, headerLength);
  } catch {
    return Buffer.alloc(0);
  }
}
