import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serviceDetailSchema, serviceVersionSchema } from '../../contract/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';

/** The life of services by commands; one engine for all of them: each would start its own otherwise. */
const program = fileURLToPath(new URL('index.ts', import.meta.url));
const home = mkdtempSync(path.join(os.tmpdir(), 'cli-services-'));
const folder = path.join(home, 'files');
let link: EngineLink;

beforeAll(async () => {
  mkdirSync(folder);
  link = await linkToEngine(home);
  await link.client.request('applications.create', { name: 'Demo', options: {} });
}, 60_000);
afterAll(async () => {
  await link.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

interface Ended {
  code: number | null;
  output: string;
  errors: string;
}

function run(...words: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { cwd: folder, timeout: 60_000 };
    const given = [program, '--home', home, '-o', ...words];
    const child = execFile(process.execPath, given, options, (_, output, errors) => {
      resolve({ code: child.exitCode, output, errors });
    });
  });
}

/** The JSON of a command that succeeds. */
async function json<Schema extends z.ZodType>(schema: Schema, ...words: string[]): Promise<z.output<Schema>> {
  const { code, output, errors } = await run('--json', ...words);
  expect([code, errors]).toEqual([0, '']);
  return schema.parse(JSON.parse(output));
}

/** Why a command with JSON failed. */
async function problem(...words: string[]): Promise<string> {
  const { code, output } = await run('--json', ...words);
  expect(code).toBeGreaterThan(0);
  return z.object({ error: z.object({ message: z.string() }) }).parse(JSON.parse(output)).error.message;
}

function writeService(name: string, limit: number, below = name, more: object = {}): string {
  const root = path.join(folder, below);
  for (const part of ['registry', 'module']) mkdirSync(path.join(root, part), { recursive: true });
  writeFileSync(
    path.join(root, 'registry', 'settings.json'),
    JSON.stringify({
      jobName: name,
      worker: `${name}.worker`,
      callback: `${name}.callback`,
      params: { limit },
      ...more,
    }),
  );
  writeFileSync(path.join(root, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  writeFileSync(path.join(root, 'module', '__init__.py'), `def worker(**kwargs):\n    return ${limit}\n`);
  return root;
}

const service = z.object({ service: serviceDetailSchema });
/** As the engine has it: a command more would take a second more. */
async function shown(name: string) {
  const [{ id: application } = { id: '' }] = await link.client.request('applications.list', {});
  return link.client.request('services.get', { application, name });
}
const changed = z.object({ from: z.number(), to: z.number() });

describe('services by commands', { timeout: 180_000 }, () => {
  it('are installed from a folder, changed, updated, rolled back, backed up, removed and restored', async () => {
    writeService('lungs', 1);
    const installed = await run('install', 'service', '--app', 'Demo', '--path', 'lungs');
    expect(installed).toMatchObject({ code: 0, errors: '' });
    expect(installed.output).toContain('Installed the service "lungs" with 1 job: lungs');

    const set = await json(
      service,
      'set',
      'service',
      '--name',
      'lungs',
      'priority=low',
      'params.limit=7',
      'timeout=90',
      'retries=2',
    );
    expect(set.service.jobList[0]).toMatchObject({
      own: { params: { limit: 1 } },
      changes: { priority: 'low', params: { limit: 7 }, timeout: '90', retries: { times: 2 } },
    });
    const reset = await json(service, 'set', 'service', '-n', 'lungs', '--reset', 'priority,retries');
    expect(Object.keys(reset.service.jobList[0]!.changes)).toEqual(['params', 'timeout']);

    writeService('lungs', 2);
    const compared = await run('compare', 'service', '--name', 'lungs');
    expect(compared.output).toContain('-    return 1\n+    return 2');
    expect(compared.output).toContain('Job "lungs" changed: params {"limit":1} -> {"limit":2}');
    expect(await json(changed, 'update', 'service', '--name', 'lungs')).toEqual({ from: 1, to: 2 });
    const unchanged = await run('update', 'service', '--name', 'lungs');
    const origin = `Its files are those of ${path.join(folder, 'lungs')}; --path names others.\n`;
    expect(unchanged.output).toBe(`"lungs" is at version 2 already.\n${origin}`);
    const same = await run('compare', 'service', '--name', 'lungs');
    expect(same.output).toBe(`Nothing would change in "lungs".\n${origin}`);
    expect(await run('install', 'service', '--app', 'Demo', '--path', 'lungs')).toMatchObject({
      code: 1,
      errors: expect.stringMatching(
        /--replace.*--name.*dcm-processor update service --app Demo --name NAME\n$/,
      ),
    });
    expect(await json(changed, 'roll-back', 'service', '--name', 'lungs')).toEqual({ from: 2, to: 3 });
    const { versions } = await json(
      z.object({ versions: z.array(serviceVersionSchema) }),
      'list',
      'versions',
      '--name',
      'lungs',
    );
    expect(versions.map(({ number, how }) => [number, how])).toEqual([
      [3, 'rolled-back'],
      [2, 'updated'],
      [1, 'installed'],
    ]);
    const again = await json(changed, 'roll-back', 'service', '--name', 'lungs', '--to', '2');
    expect(again).toEqual({ from: 3, to: 4 });

    await run('disable', 'service', '--name', 'lungs');
    expect((await run('show', 'service', '--name', 'lungs')).output).toContain('lungs: disabled');
    const backup = path.join(folder, 'lungs.tar.gz');
    const removed = await run('remove', 'service', '--name', 'lungs', '--backup', 'lungs.tar.gz');
    expect(removed.output).toContain(`Backed up to ${backup}`);
    expect(existsSync(backup)).toBe(true);
    await run('restore', 'service', '--backup', 'lungs.tar.gz');
    const restored = await shown('lungs');
    expect(restored).toMatchObject({ isEnabled: false, version: 1 });
    expect(restored.jobList[0]!.changes).toEqual({ params: { limit: 7 }, timeout: '90' });
    const enabled = await json(service, 'enable', 'service', '--name', 'lungs');
    expect(enabled.service.isEnabled).toBe(true);
  });

  it('with a misspelt field are installed, compared and updated with the field that was meant', async () => {
    const misspelt = { dependsOn: null, dependsON: 'lungs' };
    const meant = 'Did you mean "dependsOn"? "dependsOn" is there as well: only that one holds.';
    writeService('spleen', 1, 'spleen', misspelt);
    expect((await run('install', 'service', '--path', 'spleen')).errors).toContain(meant);
    writeService('spleen', 2, 'spleen', misspelt);
    expect((await run('compare', 'service', '--name', 'spleen')).output).toContain(meant);
    expect((await run('update', 'service', '--name', 'spleen', '--yes')).errors).toContain(meant);
    expect(await run('remove', 'service', '--name', 'spleen', '--yes')).toMatchObject({ code: 0 });
  });

  it('are installed and updated from a git repository, with the commit that is recorded', async () => {
    const repository = path.join(folder, 'repository');
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@t', ...words], { cwd: repository });
    writeService('brain', 1, 'repository/services/brain');
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    const found = await run('install', 'service', '--git', '--path', 'repository');
    expect(found).toMatchObject({ code: 0 });
    writeService('brain', 2, 'repository/services/brain');
    git('commit', '-qam', 'second');
    const head = git('rev-parse', 'HEAD').toString().trim();
    expect(await json(changed, 'update', 'service', '--name', 'brain')).toEqual({ from: 1, to: 2 });
    expect((await shown('brain')).source).toMatchObject({
      kind: 'git',
      commit: head,
      subfolder: 'services/brain',
    });
  });

  it('follow a folder in development mode until they are let go', async () => {
    const root = writeService('skin', 1);
    await run('install', 'service', '--path', 'skin', '--link');
    writeFileSync(
      path.join(root, 'module', '__init__.py'),
      'saved = 1\n\ndef worker(**kwargs):\n    return 1\n',
    );
    const installedFile = async () =>
      readFileSync(path.join((await shown('skin')).folders.module, '__init__.py'), 'utf8');
    await expect.poll(installedFile, { timeout: 60_000 }).toContain('saved = 1');
    expect((await json(service, 'unlink', 'service', '-n', 'skin')).service.linkedFolder).toBeNull();
    const linked = await json(service, 'link', 'service', '-n', 'skin', '--path', 'skin');
    expect(linked.service.linkedFolder).toBe(root);
  });

  it('have a shell of their environment told where there is no terminal', async () => {
    const { environment } = await json(
      z.object({ environment: z.object({ command: z.array(z.string()), folder: z.string() }) }),
      'shell',
      'service',
      '--name',
      'skin',
    );
    expect(environment.command.at(-1)).toBe('shell');
    expect(environment.folder).toBe(path.join(folder, 'skin'));
    const [file = '', ...given] = environment.command;
    const said = execFileSync(file, given, {
      input: 'pwd; python -c "import skin; print(skin.saved)"; echo "$MODULES"\nexit\n',
      encoding: 'utf8',
    });
    expect(said.split('\n').slice(0, 2)).toEqual([path.join(folder, 'skin'), '1']);
  });

  it('refuse what cannot be with one sentence each, and do nothing', async () => {
    const refused: [string[], string][] = [
      [['install', 'service', '--git', '--path', 'ext::sh -c "touch x"'], 'ext'],
      [['install', 'service', '--path', 'skin', '--name', '$(touch x)'], 'cannot name a Python package'],
      [['show', 'service', '--name', '😀\n"'], 'There is no installed service'],
      [['roll-back', 'service', '--name', 'skin', '--to', '99'], 'has no version 99'],
      [['backup', 'service', '--name', 'skin', '--backup', 'skin'], 'There is something at'],
      [['restore', 'service', '--backup', 'skin'], 'already installed'],
    ];
    const said = await Promise.all(refused.map(([words]) => problem(...words)));
    expect(said).toEqual(refused.map(([, expected]) => expect.stringContaining(expected)));
    expect(existsSync(path.join(folder, 'x'))).toBe(false);
    const { services } = await json(
      z.object({ services: z.array(z.object({ name: z.string() })) }),
      'list',
      'service',
    );
    expect(services.map(({ name }) => name).sort()).toEqual(['brain', 'lungs', 'skin']);
  });
});
