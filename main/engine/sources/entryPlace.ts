import { EngineError, isReservedOnWindows } from '../../../contract/index.ts';
import { longestName, longestPath } from './limits.ts';

/** An entry is shown up to so many characters. */
const shownLength = 120;

/** How the name of an entry is shown: short, and without what would change the line it stands in. */
export function shownEntry(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is replaced
  const plain = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '·');
  return plain.length > shownLength ? `${plain.slice(0, shownLength)}…` : plain;
}

/** @throws EngineError `archive-unsafe` */
export function refuseEntry(name: string, reason: string): never {
  throw new EngineError('archive-unsafe', `The archive holds "${shownEntry(name)}", ${reason}.`);
}

/**
 * Where an entry is to lie, relative to the folder that is unpacked into, with `/`; empty: that folder itself.
 * @throws EngineError `archive-unsafe`
 */
export function entryPlace(name: string): string {
  // Windows takes both, and so do archives that were made on it.
  const parts = name.replaceAll('\\', '/').split('/');
  if (/^[\\/]/.test(name) || /^[A-Za-z]:/.test(name)) refuseEntry(name, 'which is an absolute path');
  if (parts.includes('..')) refuseEntry(name, 'which leads out of it with ".."');
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000-\u001f\u007f]/.test(name)) refuseEntry(name, 'whose name has control characters in it');
  const kept = parts.filter((part) => part !== '' && part !== '.');
  for (const part of kept) {
    if (isReservedOnWindows(part)) refuseEntry(name, `whose name "${part}" Windows keeps for itself`);
    if (process.platform === 'win32' && (/[<>:"|?*]/.test(part) || /[. ]$/.test(part)))
      refuseEntry(name, 'whose name Windows does not take');
    if (Buffer.byteLength(part) > longestName)
      refuseEntry(name, `whose name has more than ${longestName} bytes`);
  }
  const place = kept.join('/');
  if (Buffer.byteLength(place) > longestPath)
    refuseEntry(name, `whose path has more than ${longestPath} bytes`);
  return place;
}
