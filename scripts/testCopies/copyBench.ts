import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { ApplicationOptions, CopyResult, Task } from '../../contract/index.ts';
import { buildInstance } from '../phantom/index.ts';
import { silentLogger } from '../../main/engine/context/index.ts';
import { startEngine } from '../../main/engine/engine.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { getTask, listJobRuns } from '../../main/engine/history/index.ts';
import type { Cipher } from '../../main/engine/secrets/index.ts';
import { takenFromFolder } from '../../main/engine/services/index.ts';

/** For a machine that is busy with other things. */
export const patience = { interval: 50, timeout: 60_000 };

/**
 * An engine with a data home of its own, for tests that copy applications.
 * @param cipher its key store; null where it has none
 */
export function openCopyBench(cipher: Cipher | null = null) {
  const home = mkdtempSync(path.join(os.tmpdir(), 'copies-'));
  const engine = startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined, cipher });
  onTestFinished(async () => {
    await engine.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    home,
    engine,
    create: (name: string, options: Partial<ApplicationOptions> = {}) =>
      engine.createApplication({ name, folder: undefined, options: { quietSeconds: 0, ...options } }),
    jobs: (id: string) => listJobRuns(engine.application(id).context.history, { limit: 500 }).rows,
    count: (id: string, table: string) =>
      engine.application(id).context.history.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n,
    /** Files of as many patients, of one instance each. */
    files(from: number, to: number) {
      const folder = path.join(home, `files-${from}`);
      mkdirSync(folder);
      for (let number = from; number < to; number += 1) {
        const bytes = buildInstance({
          PatientID: `P${number}`,
          StudyInstanceUID: `1.2.3.${number}`,
          SeriesInstanceUID: `1.2.3.${number}.1`,
          SOPInstanceUID: `1.2.3.${number}.1.1`,
          Rows: 32,
          Columns: 32,
        });
        writeFileSync(path.join(folder, `${number}.dcm`), bytes);
      }
      return folder;
    },
    async importAll(id: string, folder: string) {
      const application = engine.application(id);
      const task = application.intake.imports.start([folder]);
      await expect
        .poll(() => getTask(application.context.history, task.id).state, patience)
        .toBe('succeeded');
    },
  };
}

/** Waits for the end of a copy. */
export async function copied(engine: Engine, task: Task | Promise<Task>): Promise<CopyResult> {
  const { id } = await task;
  expect(await engine.tasks.ended(id)).toMatchObject({ state: 'succeeded', problem: null });
  return engine.copies.result(id);
}

/** Installs a service whose jobs make a file that the next one reads, and have it deleted when the run ends. */
export async function installTwoSteps(engine: Engine, application: string, home: string): Promise<void> {
  const folder = path.join(home, 'steps');
  mkdirSync(path.join(folder, 'registry'), { recursive: true });
  mkdirSync(path.join(folder, 'module'));
  writeFileSync(
    path.join(folder, 'registry', 'settings.json'),
    JSON.stringify([
      { jobName: 'first', worker: 'steps.first', callback: 'steps.accept', priority: 'high' },
      { jobName: 'second', worker: 'steps.second', callback: 'steps.accept_second', dependsOn: ['first'] },
    ]),
  );
  writeFileSync(
    path.join(folder, 'registry', '__init__.py'),
    [
      'def accept(**kwargs):',
      '    return True',
      'def accept_second(**kwargs):',
      '    return True, {"deleted": ["between.txt"]}',
      '',
    ].join('\n'),
  );
  writeFileSync(
    path.join(folder, 'module', '__init__.py'),
    [
      'import os, time',
      'def first(**kwargs):',
      '    time.sleep(0.05)',
      '    open(os.path.join(os.environ["DATA"], "between.txt"), "w").write("1")',
      'def second(**kwargs):',
      '    time.sleep(0.05)',
      '    assert open(os.path.join(os.environ["DATA"], "between.txt")).read() == "1"',
      '    open(os.path.join(os.environ["DATA"], "result.txt"), "w").write("2")',
      '',
    ].join('\n'),
  );
  await engine
    .application(application)
    .services.install({ from: takenFromFolder(folder), name: 'steps', replace: false });
}

/** Names of all files below a folder, relative, with `/`. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
