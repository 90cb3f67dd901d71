import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { EngineError } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';

/**
 * Keeps a secret that came with a list of peers in a file that only its owner can read.
 * @returns the file
 * @throws EngineError `disk-failed`
 */
export function keepSecret(root: string, secret: string): string {
  const folder = path.join(root, 'peer-secrets');
  const file = path.join(folder, newId());
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileAtomicSync(file, `${secret}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new EngineError('disk-failed', `The password of a peer cannot be kept in ${folder}.`, { cause });
  }
  return file;
}
