import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { linkToEngine } from '../link/index.ts';
import { writeOldTool } from './testing/oldTool.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
const text = (value: unknown) => JSON.stringify(value);

function stateOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }).map(String).sort()) {
    const found = statSync(path.join(folder, name));
    hash.update(text([name, found.mtimeMs, found.ctimeMs, found.mode]));
    if (found.isFile()) hash.update(readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex');
}

it('applications of the old tool are looked at and brought over, without a word of their passwords; one that is refused keeps the others from nothing', async () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'cli-legacy-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  const home = path.join(root, 'home');
  const old = path.join(root, 'old');
  const config = writeOldTool(old);
  const before = stateOf(old);
  const link = await linkToEngine(home);
  onTestFinished(() => link.close());
  const run = (isJson: boolean, ...words: string[]): Promise<{ code: number | null; said: string }> =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [program, '--home', home, ...(isJson ? ['--json'] : []), '-o', 'import-legacy', ...words],
        (_, output, errors) => resolve({ code: child.exitCode, said: output + (isJson ? '' : errors) }),
      );
    });
  const answer = async (...words: string[]): Promise<unknown> => {
    const { code, said } = await run(true, ...words);
    return { code, ...(JSON.parse(said) as object) };
  };

  const shown = await run(false, config, '--look');
  expect(shown.code).toBe(0);
  for (const part of ['se cond', 'filters.modalities', 'DASHBOARD_PORT', 'http://a@proxy:3128'])
    expect(shown.said).toContain(part);
  expect(shown.said).not.toContain('old-word');

  expect(await answer(config)).toMatchObject({ code: 2, error: { advice: 'There are: first, se cond' } });

  expect(await answer(config, '--all', '--network', '--no-orthanc')).toMatchObject({
    code: 0,
    configFile: config,
    imported: [
      {
        old: 'first',
        result: { application: { name: 'first', life: { state: 'stopped' } }, services: ['lung'] },
      },
      { old: 'se cond', result: { application: { name: 'se cond' } } },
    ],
    network: { taken: ['httpProxy'] },
  });
  const folder = path.join(root, 'elsewhere');
  expect(
    await answer(
      config,
      '--old',
      'first',
      '-n',
      'Again',
      '-p',
      folder,
      '--services',
      'lung',
      '--runtime',
      'local',
    ),
  ).toMatchObject({
    code: 0,
    imported: [{ result: { application: { folder: path.join(folder, 'Again'), runtimeKind: 'local' } } }],
  });
  expect(
    await answer(config, '--old', 'first', '-n', 'Empty', '--no-services', '--no-workers'),
  ).toMatchObject({ code: 0, imported: [{ result: { services: [], workers: [] } }] });
  const withBroken = path.join(root, 'broken.json');
  const { apps } = z.object({ apps: z.looseObject({}) }).parse(JSON.parse(readFileSync(config, 'utf8')));
  writeFileSync(withBroken, text({ apps: { broken: { name: 'broken', base_dir: `${old}/none` }, ...apps } }));
  expect(await answer(withBroken, '--all', '--no-services')).toMatchObject({
    code: 1,
    imported: [
      { old: 'broken', task: null, error: { code: 'legacy-damaged' } },
      { old: 'first', task: { state: 'succeeded' }, error: null },
      { old: 'se cond', task: { state: 'succeeded' } },
    ],
  });
  expect(await answer(withBroken, '--old', 'broken')).toMatchObject({
    code: 1,
    error: { code: 'legacy-damaged' },
  });
  expect(await answer(config, '--old', 'first', '-n', 'again')).toMatchObject({
    code: 1,
    imported: [{ task: { state: 'failed' }, result: { application: null } }],
  });
  expect(stateOf(old)).toBe(before);
}, 120_000);
