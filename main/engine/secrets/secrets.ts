import path from 'node:path';
import { EngineError } from '../../../contract/index.ts';
import type { SecretPlace, SecretsReply } from '../../../contract/index.ts';
import { inTurn } from '../context/index.ts';
import { readSecretFile, writeSecretFile } from './secretFile.ts';
import type { KeptSecret, SecretFile } from './secretFile.ts';
import type { Cipher, Secrets } from './types.ts';

/** Before a text that the key store has encrypted. */
const sealed = 'sealed:';

/** @param cipher null: this engine was started without a window */
export function createSecrets({ home, cipher }: { home: string; cipher: Cipher | null }): Secrets {
  const file = path.join(home, 'secrets.json');
  /** One change after the other: each reads the file, and writes it after an answer of the key store. */
  const next = inTurn();
  /** Null where there is no key store; one that does not answer is not taken for none, lest secrets lie open. */
  async function systemName(): Promise<string | null> {
    if (cipher === null) return null;
    return cipher.name().catch((cause: unknown) => {
      throw new EngineError('secret-unreadable', 'The key store of the system does not answer.', {
        cause,
        advice: 'Unlock it and try again, or keep secrets in a file: dcm-processor set secret-place file',
      });
    });
  }

  async function placeOf({ chosen }: SecretFile): Promise<SecretPlace> {
    if (chosen === 'file') return 'file';
    if ((await systemName()) !== null) return 'system';
    if (chosen === null) return 'file';
    throw new EngineError(
      'secret-unreadable',
      'Secrets are to be kept with the key store of the system, which this engine cannot reach.',
      { advice: 'Open the window, or keep them in a file: dcm-processor set secret-place file' },
    );
  }
  async function lock(value: string, place: SecretPlace): Promise<KeptSecret> {
    if (place === 'file' || cipher === null) return { place: 'file', at: Date.now(), value };
    return { place, at: Date.now(), value: await cipher.encrypt(value) };
  }
  async function unlock(name: string, kept: KeptSecret): Promise<string> {
    if (kept.place === 'file') return kept.value;
    const unreadable = (details: string) =>
      new EngineError('secret-unreadable', `The secret "${name}" cannot be read by this engine.`, {
        details,
      });
    if ((await systemName()) === null || cipher === null)
      throw unreadable('This engine cannot reach the key store of the system.');
    return cipher.decrypt(kept.value).catch((cause: unknown) => {
      throw unreadable(String(cause));
    });
  }
  async function unseal(text: string): Promise<string> {
    if (!text.startsWith(sealed)) return text;
    return unlock('of a peer', { place: 'system', at: 0, value: text.slice(sealed.length) });
  }
  async function list(): Promise<SecretsReply> {
    const content = readSecretFile(file);
    // Undefined: it does not answer.
    const system = await systemName().catch(() => undefined);
    return {
      place: content.chosen ?? (system === null ? 'file' : 'system'),
      chosen: content.chosen,
      system: system ?? null,
      file,
      secrets: Object.entries(content.secrets)
        .map(([name, { place, at }]) => ({
          name,
          place,
          at,
          readable: place === 'file' || typeof system === 'string',
        }))
        .toSorted((one, other) => one.name.localeCompare(other.name)),
    };
  }
  function without(content: SecretFile, isGone: (name: string) => boolean): void {
    const left = Object.entries(content.secrets).filter(([name]) => !isGone(name));
    if (left.length < Object.keys(content.secrets).length)
      writeSecretFile(file, { ...content, secrets: Object.fromEntries(left) });
  }

  return {
    async seal(text) {
      if ((await placeOf(readSecretFile(file))) === 'file') return unseal(text);
      if (text.startsWith(sealed)) return text;
      const { place, value } = await lock(text, 'system');
      return place === 'system' ? `${sealed}${value}` : text;
    },
    unseal,
    async get(name) {
      const { secrets } = readSecretFile(file);
      const kept = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      return kept === undefined ? null : unlock(name, kept);
    },
    has: (name) => Object.hasOwn(readSecretFile(file).secrets, name),
    set: (name, value) =>
      next(async () => {
        const content = readSecretFile(file);
        const kept = await lock(value, await placeOf(content));
        writeSecretFile(file, { ...content, secrets: { ...content.secrets, [name]: kept } });
      }),
    remove: (name) => next(async () => without(readSecretFile(file), (one) => one === name)),
    removeAll: (prefix) => next(async () => without(readSecretFile(file), (one) => one.startsWith(prefix))),
    list,
    move: (place) =>
      next(async () => {
        const content = { ...readSecretFile(file), chosen: place };
        const target = await placeOf(content);
        const moved: [string, KeptSecret][] = [];
        // All or none: one that cannot be read leaves every other where it is.
        for (const [name, kept] of Object.entries(content.secrets)) {
          const isThere = kept.place === target;
          moved.push([
            name,
            isThere ? kept : { ...(await lock(await unlock(name, kept), target)), at: kept.at },
          ]);
        }
        writeSecretFile(file, { ...content, secrets: Object.fromEntries(moved) });
        return list();
      }),
  };
}
