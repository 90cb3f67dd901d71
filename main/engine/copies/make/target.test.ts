import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createEventBus, silentLogger } from '../../context/index.ts';
import { createGeneralTasks } from '../../tasks/index.ts';
import { putInPlace, withFolder } from './target.ts';

function open() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'target-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const start = () => createGeneralTasks({ home, events: createEventBus(), log: silentLogger });
  return { home, start, finished: path.join(home, 'finished.part'), file: path.join(home, 'backup.tar.gz') };
}

it.skipIf(process.platform !== 'linux')(
  'a place that takes no folders is told instead of tried for ever',
  async () => {
    const place = '/proc/nowhere/at/all';
    await expect(withFolder(place, `${place}/x`, () => Promise.resolve())).rejects.toMatchObject({
      code: 'folder-not-usable',
    });
  },
);

it('folders that were made for what failed are missing again, but for what somebody else put there', async () => {
  const { home } = open();
  const failing = (folder: string, meanwhile: () => void) =>
    withFolder(folder, path.join(folder, 'half.part'), () => {
      writeFileSync(path.join(folder, 'half.part'), 'half');
      meanwhile();
      return Promise.reject(new Error('disk'));
    });
  await expect(failing(path.join(home, 'a', 'b', 'c'), () => undefined)).rejects.toThrow('disk');
  expect(readdirSync(home)).toEqual([]);
  const precious = path.join(home, 'a', 'precious');
  await expect(failing(path.join(home, 'a', 'b'), () => writeFileSync(precious, ''))).rejects.toThrow('disk');
  expect(readdirSync(path.join(home, 'a'))).toEqual(['precious']);
});

it('a kill while a backup is given its name leaves neither an empty nor a whole file of that name', async () => {
  const { home, start, finished, file } = open();
  const list = path.join(home, 'tasks.json');
  const killedAt: string[] = [];
  const tasks = start();
  const { id } = tasks.start('backup', 'Demo', async (work) => {
    work.making(finished);
    writeFileSync(finished, 'whole');
    const killed = (what: (path: string) => void) => (path: string) => {
      what(path);
      killedAt.push(readFileSync(list, 'utf8'));
    };
    await putInPlace({ making: killed(work.making), made: killed(work.made) }, finished, file);
    expect(readFileSync(file, 'utf8')).toBe('whole');
  });
  expect(await tasks.ended(id)).toMatchObject({ state: 'succeeded' });
  expect(readdirSync(home).sort()).toEqual(['backup.tar.gz', 'tasks.json']);
  await tasks.close();

  expect(killedAt).toHaveLength(2);
  for (const [at, kept] of killedAt.entries()) {
    writeFileSync(list, kept);
    writeFileSync(file, at === 0 ? '' : 'whole');
    if (at === 0) writeFileSync(finished, 'whole');
    const again = start();
    await again.ended(id);
    expect([existsSync(file), existsSync(finished)]).toEqual([false, false]);
    await again.close();
  }
});

it('a file of that name that came meanwhile stays, and is not what the task is making', async () => {
  const { start, finished, file } = open();
  const tasks = start();
  const { id } = tasks.start('backup', 'Demo', async (work) => {
    work.making(finished);
    writeFileSync(finished, 'whole');
    writeFileSync(file, 'precious');
    await putInPlace(work, finished, file);
  });
  expect(await tasks.ended(id)).toMatchObject({ state: 'failed' });
  expect(readFileSync(file, 'utf8')).toBe('precious');
  expect(existsSync(finished)).toBe(false);
  await tasks.close();
});
