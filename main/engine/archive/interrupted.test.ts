import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { openTestArchive } from './testing/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'interrupted-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Takes three instances in a process of its own that kills itself at the given moment. */
async function killedAt(moment: 'staged' | 'placed' | 'committed'): Promise<void> {
  const sources = [1, 2, 3].map((InstanceNumber) => {
    const file = path.join(root, `${InstanceNumber}.bytes`);
    writeFileSync(file, buildInstance({ InstanceNumber }));
    return file;
  });
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ROOT: root, MOMENT: moment, SOURCES: JSON.stringify(sources) },
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}
const program = `
  import { readFileSync } from 'node:fs';
  import path from 'node:path';
  import { pathToFileURL } from 'node:url';
  const { openTestArchive } = await import(pathToFileURL(path.resolve('testing/index.ts')).href);
  const { ROOT, MOMENT, SOURCES } = process.env;
  const die = () => process.kill(process.pid, 'SIGKILL');
  const test = openTestArchive(ROOT);
  const batch = [];
  for (const file of JSON.parse(SOURCES)) batch.push(await test.stage(readFileSync(file)));
  if (MOMENT === 'staged') die();
  // Called inside the transaction, when all files have their final names.
  await test.archive.take(batch, () => MOMENT === 'placed' && die());
  die();
`;

describe('a process that is killed', () => {
  it('while instances are staged leaves nothing behind', async () => {
    await killedAt('staged');
    const test = openTestArchive(root);
    expect([...test.files(), ...test.leftovers()]).toEqual([]);
    await test.close();
  });

  it('between final names and commit leaves no file without a row, and a later import takes all of them', async () => {
    await killedAt('placed');
    const test = openTestArchive(root);
    expect([...test.files(), ...test.leftovers()]).toEqual([]);
    expect(test.context.history.all('SELECT key FROM instance')).toEqual([]);
    const batch = await Promise.all(
      [1, 2, 3].map((InstanceNumber) => test.stage(buildInstance({ InstanceNumber }))),
    );
    await test.archive.take(batch, () => undefined);
    expect(test.files()).toHaveLength(3);
    await test.close();
  });

  it('after the commit loses nothing', async () => {
    await killedAt('committed');
    const test = openTestArchive(root);
    expect(test.files()).toHaveLength(3);
    expect(test.archive.instancesOfSeries(1)).toHaveLength(3);
    expect(test.leftovers()).toEqual([]);
    await test.close();
  });
});
