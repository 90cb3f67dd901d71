import { chmodSync, lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';

/** How to reach the engine of a data home; kept in a file that only its owner can read. */
export interface Endpoint {
  address: string;
  /** Shown by every client first; whoever can read this file may speak to the engine. */
  token: string;
  pid: number;
}

const endpointFile = (home: string) => path.join(home, 'engine.json');

/** Writes the endpoint file, readable by its owner alone. */
export function writeEndpoint(home: string, endpoint: Endpoint): void {
  writeFileAtomicSync(endpointFile(home), `${JSON.stringify(endpoint)}\n`, { mode: 0o600 });
}

/** The endpoint of the engine that serves `home`, or null where none wrote one that can be read. */
export function readEndpoint(home: string): Endpoint | null {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(endpointFile(home), 'utf8'));
  } catch {
    // Absent or half a file of a killed engine: either way there is no engine to be reached through it.
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { address, token, pid } = value as Partial<Record<keyof Endpoint, unknown>>;
  if (typeof address !== 'string' || typeof token !== 'string' || typeof pid !== 'number') return null;
  return { address, token, pid };
}

export function removeEndpoint(home: string): void {
  rmSync(endpointFile(home), { force: true });
}

/**
 * Makes a folder that only its owner may enter, and closes an existing one to others.
 * @throws where the path is a link or belongs to somebody else: another user could have laid it there
 */
export function makeOwnerOnlyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory()) throw new Error(`${folder} is not a folder`);
  if (process.getuid !== undefined && found.uid !== process.getuid()) {
    throw new Error(`${folder} belongs to another user`);
  }
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}
