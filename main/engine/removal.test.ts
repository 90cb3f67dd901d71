import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSqlite } from './database/sqlite.ts';
import { copied, openCopyBench, patience } from '../../scripts/testCopies/index.ts';

const everything = { data: true, runs: true, trials: true };
const removing = { keepData: false, keepImages: true, backup: null, includeSecrets: false };

async function openFilled() {
  const bench = openCopyBench();
  const { id, folder } = bench.create('Original', { quietSeconds: 3600 });
  await bench.importAll(id, bench.files(0, 5));
  const file = path.join(bench.home, 'backup.tar.gz');
  const backUp = () =>
    bench.engine.copies.backUp({ application: id, file, include: everything, includeSecrets: false });
  const clone = () =>
    bench.engine.copies.clone({
      application: id,
      name: 'Clone',
      folder: undefined,
      with: 'data',
      options: {},
    });
  const remove = () => bench.engine.removeApplication({ application: id, ...removing });
  return { ...bench, id, folder, backUp, clone, remove };
}

it('an application cannot be copied from the moment on when it is being removed', async () => {
  const { engine, folder, backUp, clone, remove } = await openFilled();
  const removed = remove();
  const busy = expect.objectContaining({ code: 'application-busy' });
  expect(clone).toThrow(busy);
  await expect(backUp()).rejects.toThrow(busy);
  await expect(remove()).rejects.toMatchObject({ code: 'application-busy' });
  expect(await removed).toMatchObject({ left: [] });
  expect(existsSync(folder)).toBe(false);
  expect(engine.listApplications()).toEqual([]);
  expect(engine.tasks.list({ limit: 9 }).rows).toEqual([]);
}, 60_000);

it('an application cannot be removed from the moment on when a copy of it was asked for, and can be afterwards', async () => {
  const { engine, folder, count, clone, remove } = await openFilled();
  const task = clone();
  await expect(remove()).rejects.toMatchObject({ code: 'application-busy' });
  const { application } = await copied(engine, task);
  expect(count(application ?? '', 'instance')).toBe(5);
  expect(await remove()).toMatchObject({ left: [] });
  expect(existsSync(folder)).toBe(false);
}, 60_000);

it('a copy that was cancelled before it began does not keep the application from being removed', async () => {
  const { engine, clone, remove } = await openFilled();
  const { id: task } = clone();
  engine.tasks.cancel(task);
  expect(await engine.tasks.ended(task)).toMatchObject({ state: 'cancelled' });
  expect(await remove()).toMatchObject({ left: [] });
}, 60_000);

it('a name that an application is given while it is started anew is still its name afterwards', async () => {
  const { engine, id } = await openFilled();
  const restarted = engine.life.restart(id, 'interrupt');
  // Its rooms are being closed now.
  await nextTurn();
  expect(engine.renameApplication(id, 'Renamed').name).toBe('Renamed');
  await restarted;
  expect(engine.listApplications().map(({ name }) => name)).toEqual(['Renamed']);
}, 60_000);

it('an application whose history another program held does not come back after it was removed', async () => {
  const { engine, create } = openCopyBench();
  const holders = ['Removed', 'Other'].map((name) => {
    const { id, folder } = create(name);
    return { id, file: path.join(folder, 'history.sqlite') };
  });
  for (const { id, file } of holders) {
    await engine.life.stop(id, 'interrupt');
    const other = openSqlite(file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    expect(await engine.life.start(id)).toMatchObject({ state: 'failed' });
    other.exec('COMMIT');
  }
  await engine.removeApplication({ application: holders[0]?.id ?? '', ...removing });
  const states = () => engine.listApplications().map(({ name, state }) => [name, state]);
  // Its turn comes after that of the removed one.
  await expect.poll(states, patience).toContainEqual(['Other', 'open']);
  expect(states()).toEqual([['Other', 'open']]);
}, 60_000);
