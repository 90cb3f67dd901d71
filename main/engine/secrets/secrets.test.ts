import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecrets, joinAddress, maskSecrets, splitAddress } from './index.ts';
import type { Cipher } from './index.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'secrets-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const text = () => readFileSync(path.join(home, 'secrets.json'), 'utf8');

/** A key store that can be read only by itself; what it keeps is turned around. */
const keyStore = (): Cipher => ({
  name: async () => 'test keys',
  encrypt: async (value) => Buffer.from(value).reverse().toString('base64'),
  decrypt: async (value) => Buffer.from(value, 'base64').reverse().toString(),
});

describe('secrets', () => {
  it('lie in a file that only its owner can read where there is no key store', async () => {
    const secrets = createSecrets({ home, cipher: null });
    await secrets.set('network/httpProxy', 'pässword"\\');
    expect(await createSecrets({ home, cipher: null }).get('network/httpProxy')).toBe('pässword"\\');
    expect(await secrets.get('other')).toBeNull();
    expect(await secrets.get('__proto__')).toBeNull();
    expect(JSON.stringify(await secrets.list())).not.toContain('pässword');
  });

  it.runIf(process.platform !== 'win32')('are shut to others who could read their file', async () => {
    const secrets = createSecrets({ home, cipher: null });
    await secrets.set('a', 'x');
    const file = path.join(home, 'secrets.json');
    const modes = [statSync(file).mode & 0o077];
    chmodSync(file, 0o644);
    await secrets.list();
    modes.push(statSync(file).mode & 0o077);
    expect(modes).toEqual([0, 0]);
  });

  it('are encrypted where there is a key store, and an engine without it says so', async () => {
    const withKeys = createSecrets({ home, cipher: keyStore() });
    await withKeys.set('host/git.example', 'token-1234');
    expect(text()).not.toContain('token-1234');
    expect(await withKeys.get('host/git.example')).toBe('token-1234');

    const alone = createSecrets({ home, cipher: null });
    await expect(alone.get('host/git.example')).rejects.toMatchObject({ code: 'secret-unreadable' });
    expect((await alone.list()).secrets).toMatchObject([{ place: 'system', readable: false }]);
    await expect(alone.move('file')).rejects.toMatchObject({ code: 'secret-unreadable' });
  });

  it('move between key store and file and stay readable', async () => {
    const withKeys = createSecrets({ home, cipher: keyStore() });
    await withKeys.set('a', 'first-secret');
    await withKeys.set('b', 'second-secret');
    expect(await withKeys.move('file')).toMatchObject({ place: 'file', chosen: 'file' });
    expect(await createSecrets({ home, cipher: null }).get('b')).toBe('second-secret');
    await withKeys.move(null);
    expect(text()).not.toContain('second-secret');
    expect(await withKeys.get('a')).toBe('first-secret');
  });

  it('are refused, and never written down open, while the key store does not answer', async () => {
    let isAnswering = false;
    const name = () => (isAnswering ? keyStore().name() : Promise.reject(new Error('no answer')));
    const secrets = createSecrets({ home, cipher: { ...keyStore(), name } });
    await expect(secrets.set('a', 'open-word')).rejects.toMatchObject({ code: 'secret-unreadable' });
    await expect(secrets.seal('open-word')).rejects.toMatchObject({ code: 'secret-unreadable' });
    expect(await secrets.list()).toMatchObject({ place: 'system', system: null, secrets: [] });
    isAnswering = true;
    await secrets.set('a', 'open-word');
    expect(text()).not.toContain('open-word');
    isAnswering = false;
    await expect(secrets.get('a')).rejects.toMatchObject({ code: 'secret-unreadable' });
    expect((await secrets.list()).secrets).toMatchObject([{ name: 'a', readable: false }]);
    // Whoever would rather have a file says so.
    await secrets.remove('a');
    await secrets.move('file');
    await secrets.set('a', 'open-word');
    expect(await secrets.get('a')).toBe('open-word');
  });

  it('are kept all, though many are set at the same time', async () => {
    const secrets = createSecrets({ home, cipher: keyStore() });
    await Promise.all(Array.from({ length: 20 }, (_, at) => secrets.set(`n${at}`, `v${at}`)));
    await Promise.all([secrets.remove('n3'), secrets.removeAll('n1')]);
    const names = (await secrets.list()).secrets.map(({ name }) => name);
    expect(names).toEqual(['n0', 'n2', 'n4', 'n5', 'n6', 'n7', 'n8', 'n9']);
  });

  it('are not forgotten because their file is damaged, and the error shows nothing of it', async () => {
    writeFileSync(path.join(home, 'secrets.json'), '{"secrets": {"a": "hidden-thing"');
    const secrets = createSecrets({ home, cipher: null });
    const failure = await secrets.set('b', 'x').catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ code: 'disk-failed' });
    expect(JSON.stringify(failure)).not.toContain('hidden-thing');
    expect(text()).toContain('hidden-thing');
  });
});

describe('masking', () => {
  it('takes passwords and tokens out of addresses in what other programs say', () => {
    const said = [
      "fatal: unable to access 'https://ada:p%40ss:w@git.example/x.git/': 403",
      'proxy http://tok3n@proxy:3128 refused, http://u:p@@proxy:1',
      'Authorization: Basic YWRhOnNlY3JldA==',
      'ssh://git@host:22/x stays',
    ].join('\n');
    const shown = maskSecrets(said);
    for (const secret of ['p%40ss', 'tok3n', 'p@@', 'YWRhOnNlY3JldA']) expect(shown).not.toContain(secret);
    expect(shown).toContain('https://ada:***@git.example/x.git/');
    expect(shown).toContain('ssh://git@host:22/x stays');
  });

  it('never leaves a known secret, however it is written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 30 }), (secret) => {
        fc.pre(!'***masked said basic'.includes(secret));
        const said = `said ${secret} ${encodeURIComponent(secret)}`;
        expect(maskSecrets(said, [secret])).not.toContain(secret);
      }),
    );
  });
});

describe('addresses', () => {
  it.each([
    ['http://ada:p%40ss@proxy.example:3128', 'http://proxy.example:3128', 'ada', 'p@ss'],
    ['https://tok@host/a/b.git', 'https://host/a/b.git', 'tok', ''],
    ['http://proxy:3128', 'http://proxy:3128', '', ''],
    ['https://host/', 'https://host/', '', ''],
  ])('%s is taken apart and put together again', (whole, address, user, password) => {
    expect(splitAddress(whole)).toMatchObject({ address, user, password });
    expect(joinAddress(address, user, password).replace(/:@/, '@')).toBe(whole);
  });

  it.each([
    ['ada:p%40ss@proxy:3128', 'ada@proxy:3128'],
    ['proxy.example:3128', 'proxy.example:3128'],
    ['localhost,127.0.0.1', 'localhost,127.0.0.1'],
    ['ada:secret@no host', 'no host'],
    ['http://ada:secret@no host', 'http://no host'],
  ])('%s without a scheme, or not well formed, is shown without its password', (whole, shown) => {
    expect(splitAddress(whole).shown).toBe(shown);
  });
});
