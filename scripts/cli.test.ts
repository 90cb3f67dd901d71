import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { inRoot } from './setup/index.mjs';
import { npm } from './setup/run.mjs';

test('paths of the command line in a checkout go from where one stands, not from the checkout', async () => {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'cli-standing-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const words = ['create', 'service', '--name', 'stands_here', '--path', '.', '--home', 'home', '--json'];
  const answer = await npm(['--prefix', inRoot(), 'run', '--silent', 'cli', '--', ...words], {
    cwd: folder,
    failure: 'The command line failed.',
  });
  expect(JSON.parse(answer)).toMatchObject({ ok: true, folder: path.join(folder, 'stands_here') });
  expect(existsSync(path.join(folder, 'stands_here', 'registry', 'settings.json'))).toBe(true);
  expect(existsSync(inRoot('stands_here'))).toBe(false);
}, 60_000);
