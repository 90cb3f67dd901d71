import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';
import { openTerminal } from './testing/terminal.ts';

/** What is answered at a real terminal is part of the command. One engine for all of them. */
const program = fileURLToPath(new URL('index.ts', import.meta.url));
const home = mkdtempSync(path.join(os.tmpdir(), 'cli-answers-'));
const folder = path.join(home, 'of people');
let link: EngineLink;

const enter = '\r';
const down = '\u001b[B';
const erase = '\u007f';

beforeAll(async () => {
  mkdirSync(folder);
  link = await linkToEngine(home);
}, 60_000);
afterAll(async () => {
  await link.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

/** Runs a command and answers its questions, each of them with what is typed. */
async function answered(
  words: readonly string[],
  answers: readonly (readonly [question: string, typed: string])[],
): Promise<{ code: number | null; shown: string }> {
  const terminal = openTerminal([program, '--home', home, ...words]);
  onTestFinished(() => terminal.kill());
  for (const [question, typed] of answers) {
    await terminal.until(question);
    terminal.type(typed);
  }
  return terminal.ended;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function createWithService(name: string): Promise<string> {
  const { id } = await link.client.request('applications.create', { name, options: {} });
  const service = path.join(folder, `${name} service`);
  for (const part of ['registry', 'module']) mkdirSync(path.join(service, part), { recursive: true });
  const job = { jobName: 'lung', worker: 'lung.worker', callback: 'lung.callback' };
  writeFileSync(path.join(service, 'registry', 'settings.json'), JSON.stringify(job));
  writeFileSync(path.join(service, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  writeFileSync(path.join(service, 'module', '__init__.py'), 'def worker(**kwargs):\n    pass\n');
  await link.client.request('services.install', { application: id, path: service });
  return id;
}
const servicesOf = async (application: string) =>
  (await link.client.request('services.list', { application })).map(({ name }) => name);

describe.skipIf(process.platform === 'win32')('what is answered at a terminal', { timeout: 60_000 }, () => {
  it('is read as the option is: texts, a list, a number that is wrong at first, a choice, and extras', async () => {
    const port = await freePort();
    const { code, shown } = await answered(
      ['create', 'app'],
      [
        ['Name of the application', `Asked${enter}`],
        ['Folder in which the application', `${folder}${enter}`],
        ['Process only images', `ct, MR${enter}`],
        ['Open the C-STORE door', `soon${enter}`],
        ['whole number', `${erase.repeat(4)}${port}${enter}`],
        ['Where jobs run', `${down}${enter}`],
      ],
    );
    expect({ code, shown }).toMatchObject({ code: 0 });
    const all = await link.client.request('applications.list', {});
    const asked = all.find(({ name }) => name === 'Asked');
    expect(asked).toMatchObject({ folder: path.join(folder, 'Asked'), runtimeKind: 'docker' });
    const { options } = await link.client.request('applications.get', { application: asked?.id ?? '' });
    expect(options).toMatchObject({
      scp: { enabled: true, port },
      filters: { enabled: true, modalities: ['CT', 'MR'] },
    });
  });

  it('is the default of the option where nothing is written', async () => {
    const { code } = await answered(
      ['create', 'worker'],
      [
        ['Name of the worker', `torch${enter}`],
        ['Folder in which the worker', `${folder}${enter}`],
        ['Image that it is built on', enter],
        ['Version of Python', enter],
        ['Channels that it serves', `ct, mr${enter}`],
        ['What it is for', `Lungs "and" more${enter}`],
      ],
    );
    expect(code).toBe(0);
    const settings: unknown = JSON.parse(readFileSync(path.join(folder, 'torch', 'settings.json'), 'utf8'));
    expect(settings).toMatchObject({
      name: 'torch',
      baseImage: 'ubuntu:20.04',
      description: 'Lungs "and" more',
      environments: [{ channels: ['ct', 'mr'] }],
    });
  });

  it('names what there is: an application and a service are chosen, and nothing is removed but by yes', async () => {
    const first = await createWithService('First');
    const second = await createWithService('Second');
    const all = await link.client.request('applications.list', {});
    const chosen = [
      ['Which application?', `${down.repeat(all.findIndex(({ id }) => id === second))}${enter}`],
      ['Service', enter],
      ['Backup file or folder', enter],
    ] as const;
    const kept = await answered(['remove', 'service'], [...chosen, ['Remove "lung"?', enter]]);
    expect(kept).toEqual({ code: 0, shown: expect.stringContaining('Nothing was removed.') });
    expect(await servicesOf(second)).toEqual(['lung']);

    const backup = path.join(folder, 'lung.zip');
    const removed = await answered(
      ['remove', 'service'],
      [...chosen.slice(0, 2), ['Backup file or folder', `${backup}${enter}`], ['Remove "lung"?', 'y']],
    );
    expect(removed).toMatchObject({ code: 0 });
    expect(await Promise.all([first, second].map(servicesOf))).toEqual([['lung'], []]);
    expect(existsSync(backup)).toBe(true);
  });

  it('is one of several where several may be given', async () => {
    const file = path.join(folder, 'one image.dcm');
    writeFileSync(file, buildInstance({ PatientID: 'ASKED' }));
    const options = { quietSeconds: 86_400 };
    const created = await link.client.request('applications.create', { name: 'Images', options });
    const { code } = await answered(
      ['import', '--app', 'Images'],
      [['Files, folders, ZIP', `${file}${enter}`]],
    );
    expect(code).toBe(0);
    const application = created.id;
    const studies = async () => (await link.client.request('studies.list', { application })).total;
    await expect.poll(studies, { timeout: 20_000 }).toBe(1);
  });
});
