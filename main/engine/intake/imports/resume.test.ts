import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { buildInstance, sameUidOtherContent } from '../../../../scripts/phantom/index.ts';
import { counts, openTestIntake } from '../testing/index.ts';

let base: string;
let root: string;
let sources: string;
beforeEach(async () => {
  base = mkdtempSync(path.join(os.tmpdir(), 'resume-'));
  root = path.join(base, 'application');
  sources = path.join(base, 'sources');
  mkdirSync(sources);
  await putSources();
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** 300 slices, 60 more in a ZIP archive, 40 copies, 20 conflicts, 30 texts. */
const wanted = counts({ new: 360, 'already-there': 40, conflicting: 20, 'not-dicom': 30 });

async function putSources(): Promise<void> {
  const put = (name: string, bytes: string | Uint8Array) => writeFileSync(path.join(sources, name), bytes);
  const slice = (InstanceNumber: number) => buildInstance({ InstanceNumber });
  for (let number = 1; number <= 300; number++) put(`${number}.dcm`, slice(number));
  for (let number = 1; number <= 40; number++) put(`copy-${number}.dcm`, slice(number));
  // Two more versions of one instance would conflict in either order; the first in the archive is from a folder before.
  mkdirSync(path.join(base, 'before'));
  for (let number = 501; number <= 520; number++) {
    writeFileSync(path.join(base, 'before', `${number}.dcm`), slice(number));
    put(`conflict-${number}.dcm`, sameUidOtherContent(slice(number)));
  }
  for (let number = 1; number <= 30; number++) put(`${number}.txt`, `text ${number}`);
  const zip = new ZipFile();
  for (let number = 1001; number <= 1060; number++) zip.addBuffer(slice(number), `${number}.dcm`);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path.join(sources, 'more.zip')));
}

/** Imports in a process of its own that kills itself as soon as so many files are done. */
async function killedAt(files: number): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, ROOT: root, BASE: base, FILES: String(files) },
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}
const program = `
  import path from 'node:path';
  import { pathToFileURL } from 'node:url';
  const { openTestIntake } = await import(pathToFileURL(path.resolve('../testing/index.ts')).href);
  const { ROOT, BASE, FILES } = process.env;
  const test = openTestIntake(ROOT);
  if (test.instances() === 0) await test.import(path.join(BASE, 'before'));
  test.context.events.listen((name, { task }) => {
    if (name === 'tasks.changed' && task.done >= Number(FILES)) process.kill(process.pid, 'SIGKILL');
  });
  if (test.context.history.all("SELECT id FROM task WHERE state = 'running'").length === 0) {
    test.intake.imports.start([path.join(BASE, 'sources')]);
  }
`;

const taskRow = z.object({ id: z.string(), done: z.number(), state: z.string() });

describe('an import whose engine is killed', { timeout: 120_000 }, () => {
  it('goes on by itself, twice if need be, and in the end has counted every file exactly once', async () => {
    await killedAt(40);
    await killedAt(200);
    const test = openTestIntake(root);
    const row = taskRow.parse(test.context.history.get("SELECT * FROM task WHERE paths LIKE '%sources%'"));
    const task = await test.until(row.id, (one) => one.state !== 'running');
    expect(task).toMatchObject({ state: 'succeeded', counts: wanted, done: 450, total: 450 });
    expect(test.instances()).toBe(380);
    expect(test.files()).toHaveLength(380);
    expect(test.leftovers()).toEqual([]);
    expect(test.quarantined()).toHaveLength(20);
    expect(new Set(test.notes(task).map((note) => note.path)).size).toBe(90);
    expect(task.bytes).toBe(
      test.context.history.get<{ sum: number }>('SELECT sum(size) AS sum FROM instance WHERE task_id = ?', [
        task.id,
      ])?.sum,
    );
    await test.close();
  });

  it('goes on with fewer files when some were removed meanwhile, and still ends', async () => {
    await killedAt(40);
    rmSync(sources, { recursive: true });
    const test = openTestIntake(root);
    const row = taskRow.parse(test.context.history.get("SELECT * FROM task WHERE paths LIKE '%sources%'"));
    const task = await test.until(row.id, (one) => one.state !== 'running');
    expect(task.state).toBe('succeeded');
    expect(task.total).toBe(task.done);
    expect(task.counts.refused).toBe(1);
    await test.close();
  });
});

describe('an import whose engine is closed in between', { timeout: 120_000 }, () => {
  it('is not ended by that and goes on with the next engine', async () => {
    const first = openTestIntake(root);
    await first.import(path.join(base, 'before'));
    const started = first.intake.imports.start([sources]);
    await first.until(started.id, (task) => task.done > 0);
    await first.close();
    const second = openTestIntake(root);
    const task = await second.until(started.id, (one) => one.state !== 'running');
    expect(task).toMatchObject({ state: 'succeeded', counts: wanted });
    await second.close();
  });
});
