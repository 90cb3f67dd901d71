import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { deleteCrashPoints, exportCrashPoints } from '../main/engine/context/index.ts';
import { buildInstance } from '../scripts/phantom/index.ts';
import { startEngine, until } from './support/index.ts';
import type { EngineProcess } from './support/index.ts';

/** More than go in one step, so that a kill falls between two as well. */
const perStudy = 120;

async function setUp(variables: NodeJS.ProcessEnv) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'faults-studies-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const source = path.join(home, 'source');
  mkdirSync(source);
  for (const study of ['1', '2']) {
    for (let number = 1; number <= perStudy; number += 1) {
      const bytes = buildInstance({
        PatientID: `P${study}`,
        StudyInstanceUID: `1.2.3.${study}`,
        InstanceNumber: number,
      });
      writeFileSync(path.join(source, `${study}-${number}.dcm`), bytes);
    }
  }
  const first = await startEngine(home);
  const made = await first.request('applications.create', {
    name: 'Studies',
    options: { quietSeconds: 600 },
  });
  const { id: application, folder } = made;
  const task = await first.request('imports.start', { application, paths: [source] });
  await untilEnded(first, application, task.id);
  await first.kill();
  const engine = await startEngine(home, { variables });
  return { home, application, folder, engine, source };
}

/** A folder beside the data home: into that nothing is exported. */
function folderBeside(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'faults-exports-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function untilEnded(engine: EngineProcess, application: string, task: string): Promise<string> {
  let state = 'running';
  await until('a task has ended', async () => {
    ({ state } = await engine.request('tasks.get', { application, task }));
    return state !== 'running';
  });
  return state;
}

/** SOP Instance UIDs by rows, and how many files there are. */
function archived(folder: string): { rows: string[]; files: number } {
  const connection = new Sqlite(path.join(folder, 'history.sqlite'), { readonly: true });
  const rows = connection
    .prepare<[], { uid: string }>(
      `SELECT StudyInstanceUID AS uid FROM instance JOIN series ON series.key = instance.series_key
         JOIN study ON study.key = series.study_key`,
    )
    .all()
    .map(({ uid }) => uid);
  connection.close();
  const files = readdirSync(path.join(folder, 'archive'), { recursive: true, encoding: 'utf8' });
  return { rows, files: files.filter((name) => name.endsWith('.dcm')).length };
}

/** Hashes of the files in a folder, or in a ZIP archive. */
function contents(place: string): string[] {
  const folder = place.endsWith('.zip') ? `${place}.unpacked` : place;
  if (folder !== place) execFileSync('python3', ['-m', 'zipfile', '-e', place, folder]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)))
    .map((bytes) => createHash('sha256').update(bytes).digest('hex'))
    .sort();
}

it.for([...deleteCrashPoints, 'delete-noted:2', 'delete-files:2'])(
  'kill -9 of the engine while a study is deleted, at "%s", leaves no file without row and no row without file, and the next one deletes the rest',
  async (step) => {
    const { home, application, folder, engine } = await setUp({ DCM_PROCESSOR_CRASH_AT: step });
    const studies = ['1.2.3.1'];
    const asked = engine.request('studies.delete', { application, studies }).catch(() => null);
    expect(await engine.ended).toBe('SIGKILL');
    await asked;
    const next = await startEngine(home);
    const { rows: tasks } = await next.request('tasks.list', { application });
    const deleting = tasks.find(({ kind }) => kind === 'delete');
    expect(await untilEnded(next, application, deleting?.id ?? '')).toBe('succeeded');
    const { rows, files } = archived(folder);
    expect([rows.length, files]).toEqual([perStudy, perStudy]);
    expect(new Set(rows)).toEqual(new Set(['1.2.3.2']));
    const listed = await next.request('studies.list', { application });
    expect(listed.rows.map(({ StudyInstanceUID }) => StudyInstanceUID)).toEqual(['1.2.3.2']);
    await next.kill();
  },
);

it.for([
  ...exportCrashPoints.map((step) => ['folder', step] as const),
  ['zip', 'export-half'] as const,
  ['zip', 'export-placed'] as const,
])(
  'kill -9 of the engine during an export as %s, at "%s", leaves nothing half, and the next one makes it whole',
  async ([form, step]) => {
    const { home, application, engine, source } = await setUp({ DCM_PROCESSOR_CRASH_AT: step });
    const outside = folderBeside();
    const target = path.join(outside, form === 'zip' ? 'all.zip' : 'all');
    const patients = ['P1', 'P2'];
    const asked = engine.request('studies.export', { application, patients, form, target }).catch(() => null);
    expect(await engine.ended).toBe('SIGKILL');
    await asked;
    // It has its name only when it is whole.
    expect(existsSync(target)).toBe(step === 'export-placed');
    const next = await startEngine(home);
    const { rows: tasks } = await next.request('tasks.list', { application });
    const exporting = tasks.find(({ kind }) => kind === 'export');
    expect(await untilEnded(next, application, exporting?.id ?? '')).toBe('succeeded');
    expect(readdirSync(outside)).toEqual([path.basename(target)]);
    expect(contents(target)).toEqual(contents(source));
    await next.kill();
  },
);

it('an export that was cancelled and whose engine was killed before it cleared away is cleared by the next one', async () => {
  const { home, application, folder, engine } = await setUp({ DCM_PROCESSOR_CRASH_AT: 'export-half' });
  const outside = folderBeside();
  const target = path.join(outside, 'cut');
  const asked = engine.request('studies.export', { application, patients: ['P1'], form: 'folder', target });
  asked.catch(() => null);
  expect(await engine.ended).toBe('SIGKILL');
  expect(readdirSync(outside).filter((name) => name.startsWith('cut.'))).toHaveLength(1);
  const connection = new Sqlite(path.join(folder, 'history.sqlite'));
  connection.prepare("UPDATE task SET state = 'cancelled' WHERE kind = 'export'").run();
  connection.close();
  const next = await startEngine(home);
  await until('it is cleared away', () => readdirSync(outside).length === 0);
  await next.kill();
});
