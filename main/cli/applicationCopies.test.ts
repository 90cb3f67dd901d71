import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { linkToEngine } from '../link/index.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));

/** What a command answers as JSON, with its exit code. */
function run(home: string, ...words: string[]): Promise<unknown> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, '--home', home, '--json', '-o', ...words],
      (_, output) => resolve({ code: child.exitCode, ...(JSON.parse(output) as object) }),
    );
  });
}

it('an application is created, backed up, restored, cloned and renamed; wrong files and names are one error each', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'cli-copies-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const link = await linkToEngine(home);
  onTestFinished(() => link.close());
  expect(
    await run(
      home,
      'create',
      'app',
      '--name',
      'Demo',
      '--modality',
      'ct, MR',
      '--ae-title',
      'DEMO',
      '--grouping',
      'study',
    ),
  ).toMatchObject({ code: 0, application: { name: 'Demo' }, findings: [] });
  const [application] = await link.client.request('applications.list', {});
  const { options } = await link.client.request('applications.get', { application: application?.id ?? '' });
  expect(options).toMatchObject({
    grouping: 'study',
    scp: { enabled: false, aeTitle: 'DEMO' },
    filters: { enabled: true, modalities: ['CT', 'MR'] },
  });

  const backup = path.join(home, 'demo');
  const file = `${backup}.tar.gz`;
  expect(await run(home, 'backup', 'app', '-n', 'Demo')).toMatchObject({ code: 2 });
  expect(await run(home, 'backup', 'app', '-n', 'Demo', '-b', backup)).toMatchObject({
    code: 0,
    file,
    task: { state: 'succeeded' },
    findings: [{ code: 'no-secrets' }],
  });
  const bytes = readFileSync(file);
  expect(await run(home, 'backup', 'app', '--app', 'Demo', '-b', file)).toMatchObject({
    code: 1,
    error: { code: 'file-exists' },
  });
  expect(readFileSync(file).equals(bytes)).toBe(true);

  expect(await run(home, 'restore', 'app', '-b', file)).toMatchObject({
    code: 1,
    error: { code: 'application-exists', message: 'There is already an application named "Demo".' },
  });
  const folder = path.join(home, 'far', 'Second');
  expect(
    await run(home, 'restore', 'app', '-b', file, '-n', 'Second', '-p', path.dirname(folder)),
  ).toMatchObject({
    code: 0,
    application: { name: 'Second', folder, life: { state: 'stopped' } },
  });
  expect(await run(home, 'clone', 'app', '--app', 'Demo', '-n', 'Third', '--with', 'settings')).toMatchObject(
    {
      code: 0,
      application: { name: 'Third' },
    },
  );
  expect(await run(home, 'clone', 'app', '--app', 'Demo', '-n', 'x/../y')).toMatchObject({ code: 1 });
  expect(await run(home, 'rename', 'app', '-n', 'Third', '--to', 'SECOND')).toMatchObject({
    code: 1,
    error: { code: 'application-exists' },
  });
  expect(await run(home, 'rename', 'app', '-n', 'Third', '--to', "O'Brien $(study)")).toMatchObject({
    code: 0,
    application: { name: "O'Brien $(study)" },
  });

  truncateSync(file, bytes.length - 1);
  expect(await run(home, 'restore', 'app', '-b', file, '-n', 'Cut')).toMatchObject({
    code: 1,
    error: { code: 'backup-invalid', message: expect.stringContaining('cut short') },
  });
  expect(existsSync(path.join(home, 'applications', 'Cut'))).toBe(false);
}, 120_000);
