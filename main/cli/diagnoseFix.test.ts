import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { linkToEngine } from '../link/index.ts';
import { run } from './testing/run.ts';

const answer = z.looseObject({
  checks: z.array(
    z.looseObject({
      check: z.string(),
      application: z.string().nullable(),
      state: z.string(),
      found: z.string(),
    }),
  ),
});

test('all of an application is checked again once it could be opened, and mended where that was asked for', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'cli-fix-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const first = await linkToEngine(home);
  const { id, folder } = await first.client.request('applications.create', { name: 'Demo' });
  await first.close();
  renameSync(folder, `${folder}.away`);
  // An engine that finds no folder there.
  const link = await linkToEngine(home);
  onTestFinished(() => link.close());
  const diagnose = async (...words: string[]) => {
    const { output } = await run(['--json', 'diagnose', ...words, '--home', home]);
    return answer
      .parse(JSON.parse(output))
      .checks.filter(({ application }) => application === id)
      .map(({ check, state, found }) => ({ check, state, found }));
  };
  expect(await diagnose()).toContainEqual(expect.objectContaining({ check: 'application', state: 'failed' }));
  renameSync(`${folder}.away`, folder);
  rmSync(path.join(folder, 'quarantine'), { recursive: true, force: true });
  const mended = await diagnose('--fix', 'application', 'folders');
  expect(mended.filter(({ found }) => found === 'The application is not open.')).toEqual([]);
  const states = Object.fromEntries(mended.map(({ check, state }) => [check, state]));
  expect(states).toMatchObject({ application: 'ok', folders: 'ok', history: 'ok' });
}, 90_000);
