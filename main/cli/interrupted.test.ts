import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { linkToEngine } from '../link/index.ts';
import { readEndpoint } from '../platform/index.ts';
import { openTerminal } from './testing/terminal.ts';
import type { Terminal } from './testing/terminal.ts';
import { writeOldTool } from './testing/oldTool.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));
const ctrlC = '\u0003';

function newHome(): string {
  const home = mkdtempSync(path.join(os.tmpdir(), 'cli-interrupted-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  return home;
}

/** Runs a command at a terminal; what engine it needs it starts itself, as for somebody who has no window open. */
function command(home: string, ...words: string[]): Terminal {
  const opened = openTerminal([program, '--home', home, ...words]);
  onTestFinished(() => opened.kill());
  return opened;
}

/** Creates `Demo` with a file that takes a while to be copied. @returns its folder */
async function createDemo(home: string): Promise<string> {
  const link = await linkToEngine(home);
  try {
    const { folder } = await link.client.request('applications.create', { name: 'Demo', options: {} });
    const large = path.join(folder, 'logs', 'large');
    mkdirSync(path.dirname(large), { recursive: true });
    writeFileSync(large, '');
    truncateSync(large, 256 * 2 ** 20);
    return folder;
  } finally {
    await link.close();
  }
}

/** A server that takes connections and never answers. */
async function openSilence(): Promise<{ port: number; asked: Promise<Socket> }> {
  const server = createServer();
  const sockets: Socket[] = [];
  const asked = new Promise<Socket>((resolve) => {
    server.on('connection', (socket) => {
      sockets.push(socket.resume().on('error', () => undefined));
      resolve(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, asked };
}

describe.skipIf(process.platform === 'win32')('Ctrl-C', () => {
  it('during install of a repository ends git and removes what was fetched: the fetch went on for itself', async () => {
    const home = newHome();
    await createDemo(home);
    const { port, asked } = await openSilence();
    const install = command(home, 'install', 'service', '--path', `http://127.0.0.1:${port}/lung.git`);
    await install.until('Fetching');
    const socket = await asked;
    const hungUp = once(socket, 'close');
    install.type(ctrlC);
    const { code, shown } = await install.ended;
    expect({ code, shown }).toEqual({ code: 130, shown: expect.stringContaining('It was cancelled') });
    await hungUp;
    expect(existsSync(path.join(home, 'sources')) ? readdirSync(path.join(home, 'sources')) : []).toEqual([]);
    // The engine of the command has ended in order.
    expect(readEndpoint(home)).toBeNull();
  }, 60_000);

  it('during backup and restore leaves nothing of them behind', async () => {
    const home = newHome();
    await createDemo(home);
    const folder = path.join(home, 'backups');
    mkdirSync(folder);
    const file = path.join(folder, 'demo.tar.gz');
    const cut = command(home, 'backup', 'app', '-n', 'Demo', '-b', file);
    await cut.until('Backing up');
    cut.type(ctrlC);
    expect(await cut.ended).toEqual({ code: 130, shown: expect.stringContaining('nothing is left of it') });
    expect(readdirSync(folder)).toEqual([]);

    expect((await command(home, 'backup', 'app', '-n', 'Demo', '-b', file).ended).code).toBe(0);
    const restore = command(home, 'restore', 'app', '-b', file, '-n', 'Again', '-p', folder);
    await restore.until('Restoring');
    restore.type(ctrlC);
    expect(await restore.ended).toEqual({
      code: 130,
      shown: expect.stringContaining('nothing is left of it'),
    });
    expect(readdirSync(folder)).toEqual(['demo.tar.gz']);
  }, 120_000);

  it('during run ends with one object, its engine has ended then, and nothing is left of its home', async () => {
    const home = newHome();
    vi.stubEnv('TMPDIR', home);
    onTestFinished(() => void vi.unstubAllEnvs());
    const service = path.join(home, 'slow');
    for (const part of ['registry', 'module']) mkdirSync(path.join(service, part), { recursive: true });
    const job = { jobName: 'slow', worker: 'slow.worker', callback: 'slow.callback' };
    writeFileSync(path.join(service, 'registry', 'settings.json'), JSON.stringify(job));
    writeFileSync(
      path.join(service, 'registry', '__init__.py'),
      'def callback(**kwargs):\n    return True\n',
    );
    const worker = 'import time\n\n\ndef worker(**kwargs):\n    time.sleep(600)\n';
    writeFileSync(path.join(service, 'module', '__init__.py'), worker);
    const file = path.join(home, 'one.dcm');
    writeFileSync(file, buildInstance({ PatientID: 'SLOW' }));

    const trial = command(home, 'run', '--service', service, '--input', file, '--json');
    await trial.until('1 running');
    trial.type(ctrlC);
    // Who is impatient types it again while the engine ends.
    await pause(50);
    trial.type(ctrlC);
    const { code, shown } = await trial.ended;
    const objects = shown.split(/\r?\n/).filter((line) => line.includes('{"ok"'));
    expect({ code, objects }).toEqual({
      code: 130,
      objects: [expect.stringContaining('It was interrupted')],
    });
    // Beside what Node keeps of the program.
    expect(readdirSync(home).filter((name) => name.startsWith('dcm-processor-'))).toEqual([]);
  }, 60_000);

  it('during import-legacy --all begins no further application and tells what came of those before', async () => {
    const home = newHome();
    const old = path.join(home, 'old');
    const config = writeOldTool(old);
    const all = command(home, 'import-legacy', config, '--all', '--runtime', 'local', '--network');
    await all.until('Bringing over');
    all.type(ctrlC);
    const { code, shown } = await all.ended;
    expect({ code, shown }).toEqual({ code: 130, shown: expect.stringContaining('Not begun: se cond.') });
    expect(shown).toMatch(/It was cancelled|Brought first over/);
    expect(shown).not.toContain('Network settings');
    expect(existsSync(path.join(home, 'applications', 'se cond'))).toBe(false);
  }, 60_000);
});
