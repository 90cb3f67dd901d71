import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { archivedFiles } from './archive/index.ts';
import { partOf } from './copies/testing/index.ts';
import type { Engine } from './engine.ts';
import { getTask } from './history/index.ts';
import {
  copied,
  filesBelow,
  installTwoSteps,
  openCopyBench,
  patience,
} from '../../scripts/testCopies/index.ts';

const everything = { data: true, runs: true, trials: true };

/** Instances that the history names, and the files that lie in the archive, by name. */
function archiveOf(engine: Engine, id: string) {
  const { history, folders } = engine.application(id).context;
  const named = [...archivedFiles(history, folders.archive)]
    .flat()
    .map(({ file }) => path.relative(folders.archive, file).split(path.sep).join('/'))
    .sort();
  return { named, there: filesBelow(folders.archive) };
}

it('a backup that is made while instances come in and jobs run is of one moment, and what it had begun ends elsewhere', async () => {
  const here = openCopyBench();
  const { id } = here.create('Busy');
  await installTwoSteps(here.engine, id, here.home);
  await here.importAll(id, here.files(0, 12));
  const { context, intake } = here.engine.application(id);
  const task = intake.imports.start([here.files(12, 50)]);
  await expect.poll(() => here.jobs(id).some(({ state }) => state === 'succeeded'), patience).toBe(true);
  const file = path.join(here.home, 'busy.tar.gz');
  await copied(
    here.engine,
    here.engine.copies.backUp({ application: id, file, include: everything, includeSecrets: false }),
  );
  await expect.poll(() => getTask(context.history, task.id).state, patience).toBe('succeeded');

  const there = openCopyBench();
  const restored = await copied(
    there.engine,
    there.engine.copies.restore({
      file,
      name: 'Busy',
      folder: path.join(there.home, 'elsewhere', 'Busy'),
      options: {},
    }),
  );
  const copy = restored.application ?? '';
  expect(copy).not.toBe(id);
  const { named, there: files } = archiveOf(there.engine, copy);
  expect(named.length).toBeGreaterThanOrEqual(12);
  expect(files).toEqual(named);
  expect(there.engine.describeApplication(copy).life.state).toBe('stopped');
  const before = there.jobs(copy);
  expect(before.some(({ state }) => state !== 'succeeded')).toBe(true);

  await there.engine.life.start(copy);
  // All that the backup knows of is processed, with what jobs had left for the next ones.
  await expect
    .poll(() => there.count(copy, "run WHERE state = 'succeeded'"), patience)
    .toBe(there.count(copy, 'patient'));
  expect(there.jobs(copy).every(({ state }) => state === 'succeeded')).toBe(true);
  const { folders } = there.engine.application(copy).context;
  await expect
    .poll(() => filesBelow(folders.runs).filter((name) => name.endsWith('between.txt')), patience)
    .toEqual([]);
  expect(filesBelow(folders.runs).filter((name) => name.endsWith('result.txt'))).toHaveLength(named.length);
  // What a room makes in the folder of an application has its place in a copy, or is said to have none.
  const { root } = here.engine.application(id).context.folders;
  expect(readdirSync(root).filter((name) => partOf(name) === null)).toEqual([]);
  // The original has lost nothing by it.
  await expect.poll(() => here.count(id, "run WHERE state = 'succeeded'"), patience).toBe(50);
  expect(readdirSync(here.home).filter((name) => name.includes('.part'))).toEqual([]);
  expect(
    existsSync(path.join(here.engine.application(id).context.folders.backups)) &&
      readdirSync(here.engine.application(id).context.folders.backups).filter((name) =>
        name.startsWith('copy-'),
      ),
  ).toEqual([]);
}, 180_000);
