import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { sync as writeFileAtomicSync } from 'write-file-atomic';
import { EngineError } from '../../../contract/index.ts';
import { newId } from '../context/index.ts';
import type { KeyStore } from '../context/index.ts';

const secretsFolder = (root: string) => path.join(root, 'peer-secrets');

/**
 * Keeps a secret that came with a list of peers in a file that only its owner can read; see `sealSecrets`.
 * @returns the file
 * @throws EngineError `disk-failed`
 */
export function keepSecret(root: string, secret: string): string {
  const folder = secretsFolder(root);
  const file = path.join(folder, newId());
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    write(file, secret);
  } catch (cause) {
    throw new EngineError('disk-failed', `The password of a peer cannot be kept in ${folder}.`, { cause });
  }
  return file;
}

/**
 * Has the secrets of an application lie there as they should: encrypted, where secrets are kept with a key store.
 * @throws where one cannot be written; those stay as they are
 */
export async function sealSecrets(root: string, keyStore: KeyStore): Promise<void> {
  // Of files that a person chose, none is touched.
  for (const file of filesIn(secretsFolder(root))) {
    const text = firstLineOf(file);
    const sealed = await keyStore.seal(text);
    // Another change may have come between.
    if (sealed !== text && readFileSync(file, 'utf8').startsWith(text)) write(file, sealed);
  }
}

/**
 * The secrets of an application as a backup that holds them has them: by their files (relative, with `/`), readable
 * without the key store. On the disk they stay sealed.
 * @throws EngineError `secret-unreadable`
 */
export async function openSecrets(root: string, keyStore: KeyStore): Promise<Record<string, string>> {
  const open: Record<string, string> = {};
  for (const file of filesIn(secretsFolder(root))) {
    const text = await keyStore.unseal(firstLineOf(file));
    open[`${path.basename(secretsFolder(root))}/${path.basename(file)}`] = `${text}\n`;
  }
  return open;
}

function firstLineOf(file: string): string {
  const [text = ''] = readFileSync(file, 'utf8').split(/\r?\n/, 1);
  return text;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => path.join(folder, name));
  } catch {
    // There are none.
    return [];
  }
}

function write(file: string, text: string): void {
  writeFileAtomicSync(file, `${text}\n`, { mode: 0o600 });
}
