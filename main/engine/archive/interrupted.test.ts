import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildInstance } from '../../../scripts/phantom/index.ts';
import { applicationFolders } from '../context/index.ts';
import { openTestArchive } from './testing/index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'interrupted-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Takes three instances in a process of its own that kills itself at the given moment. */
async function killedAt(
  moment: 'staged' | 'placed' | 'promised' | 'committed' | 'removing' | 'one-by-one',
): Promise<void> {
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
  if (MOMENT === 'one-by-one') {
    for (const staged of batch) await test.archive.take([staged], () => undefined, { promised: true });
    die();
  }
  // Called inside the transaction, when all files have their final names.
  const promised = MOMENT === 'promised' || MOMENT === 'removing';
  await test.archive.take(batch, () => (MOMENT === 'placed' || MOMENT === 'promised') && die(), { promised });
  if (MOMENT === 'removing') {
    // Called when the row is gone and the file is still there.
    test.context.history.flush = die;
    await test.archive.remove(batch[0].header.SOPInstanceUID, async () => true);
  }
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

  it('after the promise to the sender and before the commit gives the files their rows at the next start', async () => {
    await killedAt('promised');
    const test = openTestArchive(root);
    expect(test.files()).toHaveLength(3);
    expect(test.archive.instancesOfSeries(1).map((one) => one.InstanceNumber)).toEqual([1, 2, 3]);
    expect(test.noted).toMatchObject([[{ newInstances: 3 }]]);
    expect(test.leftovers()).toEqual([]);
    const again = await test.stage(buildInstance({ InstanceNumber: 2 }));
    expect(await test.archive.take([again], () => undefined)).toMatchObject([{ outcome: 'already-there' }]);
    await test.close();
  });

  it('and whose files the power took before they were flushed keeps only those that are whole', async () => {
    await killedAt('promised');
    const archive = applicationFolders(root).archive;
    const files = readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.dcm'),
    );
    const [shorter, other] = files.map((name) => path.join(archive, name));
    truncateSync(shorter!, 300);
    const bytes = readFileSync(other!);
    bytes.fill(0, bytes.length - 2);
    writeFileSync(other!, bytes);
    const test = openTestArchive(root);
    expect(test.files()).toHaveLength(1);
    expect(test.archive.instancesOfSeries(1)).toHaveLength(1);
    await test.close();
  });

  it('with a row whose file the power took before it was flushed has neither at the next start, noted or not', async () => {
    for (const isNoted of [true, false]) {
      await killedAt('one-by-one');
      const { archive, staging } = applicationFolders(root);
      const files = readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.dcm'),
      );
      for (const name of files) truncateSync(path.join(archive, name), 300);
      const journal = path.join(
        staging,
        readdirSync(staging).find((name) => name.endsWith('.journal'))!,
      );
      if (!isNoted) writeFileSync(journal, readFileSync(journal, 'utf8').replace(/[^\n]*\n$/, ''));
      const test = openTestArchive(root);
      // The first two were known to be flushed, and are not read again.
      expect(test.archive.instancesOfSeries(1).map((one) => one.InstanceNumber)).toEqual([1, 2]);
      expect(test.files()).toHaveLength(2);
      expect(test.context.history.all('SELECT instance_count AS count FROM study')).toEqual([{ count: 2 }]);
      await test.close();
      rmSync(root, { recursive: true });
      mkdirSync(root);
    }
  });

  it('with a row whose file is there keeps both, though nobody knew that it was flushed', async () => {
    await killedAt('one-by-one');
    const test = openTestArchive(root);
    expect(test.files()).toHaveLength(3);
    expect(test.archive.instancesOfSeries(1)).toHaveLength(3);
    await test.close();
  });

  it('while an instance is removed that was promised before does not bring it back, with or without its file', async () => {
    await killedAt('removing');
    const test = openTestArchive(root);
    expect(test.files()).toHaveLength(2);
    expect(test.archive.instancesOfSeries(1)).toHaveLength(2);
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
