import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
let home: string;
let link: EngineLink | undefined;

beforeEach(() => {
  home = mkdtempSync(path.join(os.tmpdir(), 'cli-life-'));
});
afterEach(async () => {
  await link?.close();
  link = undefined;
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** What a command answers as JSON, with its exit code. */
function run(...words: string[]): Promise<unknown> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, '--home', home, '--json', '-o', ...words],
      (_, output) => resolve({ code: child.exitCode, ...(JSON.parse(output) as object) }),
    );
  });
}

it('an application is stopped, listed so, started, restarted and removed, and nothing is removed unasked', async () => {
  link = await linkToEngine(home);
  const { folder } = await link.client.request('applications.create', { name: 'Demo', options: {} });
  expect(await run('stop', 'app', '--app', 'Demo', '--wait')).toMatchObject({
    code: 0,
    life: { state: 'stopped' },
  });
  expect(await run('list', 'app')).toMatchObject({
    applications: [{ name: 'Demo', runtimeKind: 'local', life: { state: 'stopped' } }],
  });
  expect(await run('start', 'app', '--name', 'Demo')).toMatchObject({ code: 0, life: { state: 'running' } });
  expect(await run('restart', 'app')).toMatchObject({ code: 0, life: { state: 'running' } });
  expect(await run('init', 'app')).toMatchObject({ code: 0, task: { kind: 'init', state: 'succeeded' } });

  expect(await run('remove', 'app', '-n', 'Demo')).toMatchObject({
    code: 2,
    error: { message: 'Say what is to be kept with --keep-data or --delete-data.' },
  });
  expect(await run('remove', 'app', '--keep-data', '--delete-data')).toMatchObject({ code: 2 });
  expect(await run('remove', 'app', '--keep-data', '--keep-images', '--delete-images')).toMatchObject({
    code: 2,
    error: { message: 'Give only one of --keep-images or --delete-images.' },
  });
  expect(existsSync(path.join(folder, 'application.json'))).toBe(true);
  const backup = path.join(home, 'copy.tar.gz');
  expect(await run('remove', 'app', '--delete-data', '--backup', backup)).toMatchObject({
    code: 0,
    folder: null,
    backup,
  });
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(backup)).toBe(true);
}, 60_000);

it('a component is chosen at creation or added with options, shown with its access, and removed', async () => {
  link = await linkToEngine(home);
  const { client } = link;
  // It stays stopped until it is started: no container is made here.
  await run('create', 'app', '--name', 'Demo', '--runtime', 'docker', '--orthanc');
  expect(await run('add', 'component', 'orthanc', 'aeTitle=ARCHIVE', 'forward=false')).toMatchObject({
    code: 0,
    components: [{ component: 'orthanc', state: 'stopped' }],
  });
  const [application] = await client.request('applications.list', {});
  const { options } = await client.request('applications.get', { application: application!.id });
  expect(options.docker.components.orthanc).toMatchObject({ aeTitle: 'ARCHIVE', forward: false, port: null });
  expect(await run('add', 'component', 'orthanc', 'port=99999')).toMatchObject({ code: 2 });
  expect(await run('add', 'component', 'redis')).toMatchObject({
    code: 2,
    error: { message: 'There is no component "redis"; there is: orthanc.' },
  });
  expect(await run('show', 'component', 'orthanc')).toMatchObject({
    code: 0,
    access: { username: 'dcm-processor', url: null },
  });
  expect(await run('remove', 'component', 'orthanc')).toMatchObject({ code: 2 });
  expect(await run('list', 'components')).toMatchObject({ components: [{ component: 'orthanc' }] });
  expect(await run('remove', 'component', 'orthanc', '--delete-data')).toMatchObject({
    code: 0,
    components: [],
  });
}, 60_000);
