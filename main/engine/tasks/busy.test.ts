import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { applicationOptionsSchema } from '../../../contract/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../context/index.ts';
import { openHistory } from '../database/index.ts';
import { openSqlite } from '../database/sqlite.ts';
import { getTask } from '../history/index.ts';
import { createTaskRunner } from './index.ts';

it('a task that meets a history which another program holds goes on when it is free, and has not failed', async () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'tasks-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folders = applicationFolders(root);
  const history = openHistory(folders.historyFile);
  onTestFinished(() => history.close());
  const options = applicationOptionsSchema.parse({});
  const context = {
    id: 'test',
    folders,
    history,
    events: createEventBus(),
    log: silentLogger,
    options: () => options,
  };
  const other = openSqlite(folders.historyFile);
  onTestFinished(() => void other.close());

  let tries = 0;
  const runner = createTaskRunner(context, {
    kind: 'send',
    request: z.object({}),
    run(work) {
      tries += 1;
      if (tries === 1) other.exec('BEGIN IMMEDIATE');
      else if (tries === 2) other.exec('COMMIT');
      work.keep({}, { ...work.progress, done: 1 });
      return Promise.resolve();
    },
  });
  onTestFinished(() => runner.close());
  const { id } = runner.start('somewhere', {});
  await expect.poll(() => getTask(history, id).state, { timeout: 20_000 }).toBe('succeeded');
  expect(tries).toBe(2);
  expect(getTask(history, id).done).toBe(1);
});
