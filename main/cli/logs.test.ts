import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { linkToEngine } from '../link/index.ts';

const program = fileURLToPath(new URL('index.ts', import.meta.url));

it('logs job --follow writes what is printed as it is: lines that come in parts were broken, and blank ones dropped', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'cli-logs-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const link = await linkToEngine(home);
  onTestFinished(() => link.close());
  const options = { quietSeconds: 0 };
  const { id: application } = await link.client.request('applications.create', { name: 'Demo', options });
  const service = path.join(home, 'slow');
  const gate = path.join(home, 'go on');
  for (const part of ['registry', 'module']) mkdirSync(path.join(service, part), { recursive: true });
  const job = { jobName: 'slow', worker: 'slow.worker', callback: 'slow.callback' };
  writeFileSync(path.join(service, 'registry', 'settings.json'), JSON.stringify(job));
  writeFileSync(path.join(service, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  writeFileSync(
    path.join(service, 'module', '__init__.py'),
    `import os, time

def worker(**kwargs):
    print("one", end=" ", flush=True)
    while not os.path.exists(${JSON.stringify(gate)}):
        time.sleep(0.01)
    print("two", end="\\n\\n  three\\n\\n", flush=True)
`,
  );
  await link.client.request('services.install', { application, path: service });
  const file = path.join(home, 'one.dcm');
  writeFileSync(file, buildInstance({ PatientID: 'LOGS' }));
  await link.client.request('imports.start', { application, paths: [file] });
  const running = async () =>
    (await link.client.request('job_runs.list', { application, states: ['running'] })).rows[0]?.id;
  await expect.poll(running, { timeout: 30_000 }).toBeDefined();

  const words = ['logs', 'job', (await running()) ?? '', '--app', 'Demo', '--follow'];
  const child = spawn(process.execPath, [program, '--home', home, '-o', ...words]);
  onTestFinished(() => void child.kill());
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  await expect.poll(() => shown, { timeout: 30_000 }).toBe('one ');
  writeFileSync(gate, '');
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, shown }).toEqual({ code: 0, shown: 'one two\n\n  three\n\n' });
}, 90_000);
