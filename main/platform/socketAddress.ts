import { createHash } from 'node:crypto';
import path from 'node:path';
import { thisMachine } from './dataHome.ts';
import type { Machine } from './dataHome.ts';

/** Longest path that every system takes for a Unix socket, in bytes (macOS has 104 with its end mark). */
const longestSocketPath = 100;

/**
 * Where the engine of a data home listens: a Unix socket in a folder of its own there, or a named pipe on Windows. A
 * socket whose path would be too long for the system lies in a folder of the temporary folder instead.
 * @returns `folder`: made with owner-only permissions before listening; null for a pipe
 */
export function socketAddress(
  home: string,
  machine: Machine = thisMachine(),
): { address: string; folder: string | null } {
  const mark = createHash('sha256').update(home).digest('hex').slice(0, 16);
  if (machine.platform === 'win32') return { address: `\\\\.\\pipe\\dcm-processor-${mark}`, folder: null };
  const inFolder = (folder: string) => ({ address: path.posix.join(folder, 'engine.sock'), folder });
  const inHome = inFolder(path.posix.join(home, 'socket'));
  if (Buffer.byteLength(inHome.address) <= longestSocketPath) return inHome;
  return inFolder(path.posix.join(machine.temporaryFolder, `dcm-processor-${mark}`));
}
