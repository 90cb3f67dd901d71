import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { buildInstance, sameUidOtherContent, truncated } from '../../../scripts/phantom/index.ts';
import { openTestQuarantine } from './testing/index.ts';

const whole = buildInstance({ SOPInstanceUID: '1.2.3', PatientID: 'P1' });
const other = sameUidOtherContent(whole);

/**
 * For ever: archives an instance, keeps a conflicting and a cut one, and has the conflicting ones take each other's
 * place. Tells every step.
 */
const program = `
  import path from 'node:path';
  import { pathToFileURL } from 'node:url';
  const load = (file) => import(pathToFileURL(path.resolve(file)).href);
  const { openTestQuarantine } = await load('testing/index.ts');
  const { buildInstance, sameUidOtherContent, truncated } = await load('../../../scripts/phantom/index.ts');
  const test = openTestQuarantine(process.env.ROOT);
  const whole = buildInstance({ SOPInstanceUID: '1.2.3', PatientID: 'P1' });
  const origin = { door: 'scp', sender: 'S' };
  const keep = (bytes, code) =>
    test.quarantine.keep({ file: test.staging(bytes), origin, reason: { code, message: 'm' } });
  const tell = (what) => process.stdout.write(what + '\\n');
  if (test.instances().length === 0 && test.rows().every((row) => row.size !== whole.length)) {
    const { id } = await keep(whole, 'conflicting');
    await test.quarantine.take([id]);
    await keep(sameUidOtherContent(whole), 'conflicting');
  }
  tell('begun');
  for (;;) {
    const cut = await keep(truncated(whole), 'damaged');
    tell('kept');
    const row = test.rows().find((one) => one.reason !== 'damaged');
    if (row === undefined) process.exit(3);
    await test.quarantine.take([row.id]);
    tell('replaced');
    await test.quarantine.delete([cut.id]);
    tell('deleted');
  }
`;

async function killedAfter(root: string, lines: number): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ROOT: root },
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  let seen = 0;
  createInterface({ input: child.stdout }).on('line', () => {
    seen += 1;
    if (seen === lines) child.kill('SIGKILL');
  });
  const [, signal] = await ended;
  expect(signal).toBe('SIGKILL');
}

const dicomFilesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.dcm'));

it('a kill at any point while files are kept, taken, replaced and deleted loses none and leaves no orphan', async () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'quarantine-killed-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (let lines = 1; lines <= 13; lines++) {
    await killedAfter(root, lines);
    const test = openTestQuarantine(root);
    // What was being taken is gone on with.
    await test.quarantine.close();
    const rows = test.rows();
    expect(test.files()).toEqual(rows.map((row) => `${row.id}.dcm`).sort());
    expect(test.leftovers()).toEqual([]);
    const instances = test.archive.instancesOfSeries(1);
    expect(instances).toHaveLength(1);
    expect(dicomFilesIn(test.context.folders.archive)).toHaveLength(1);
    const kept = rows.find((row) => row.reason !== 'damaged');
    const contents = [instances[0]!.file, path.join(test.context.folders.quarantine, `${kept!.id}.dcm`)].map(
      (file) => readFileSync(file).toString('base64'),
    );
    expect(contents.sort()).toEqual([whole, other].map((bytes) => bytes.toString('base64')).sort());
    const cut = rows.filter((row) => row.reason === 'damaged').map((row) => row.size);
    expect(cut).toEqual(cut.map(() => truncated(whole).length));
    await test.close();
  }
}, 60_000);
