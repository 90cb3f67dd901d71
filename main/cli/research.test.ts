import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { provenanceCardSchema } from '../../contract/index.ts';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { followRuns, followTask, linkToEngine } from '../link/index.ts';
import type { EngineLink } from '../link/index.ts';

/** What a researcher does with results on the command line, with the real program and real Python. */
const program = fileURLToPath(new URL('index.ts', import.meta.url));
let home: string;
let link: EngineLink;
let application: string;
let study: string;
let jobRun: string;

const module = (unit: string) =>
  `def worker(params, **kwargs):\n    print("measuring")\n    return {"volume": params["threshold"] * 2.0, "unit": "${unit}"}\n`;

function writeService(unit: string): string {
  const service = path.join(home, 'volume');
  for (const part of ['registry', 'module']) mkdirSync(path.join(service, part), { recursive: true });
  const job = {
    jobName: 'volume',
    worker: 'volume.worker',
    callback: 'volume.callback',
    params: { threshold: 1 },
  };
  writeFileSync(path.join(service, 'registry', 'settings.json'), JSON.stringify(job));
  writeFileSync(path.join(service, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  writeFileSync(path.join(service, 'module', '__init__.py'), module(unit));
  return service;
}

beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'cli-research-'));
  const instance = path.join(home, '1.dcm');
  writeFileSync(instance, buildInstance({ PatientID: 'RESEARCH' }));
  link = await linkToEngine(path.join(home, 'home'));
  const { request } = link.client;
  ({ id: application } = await request('applications.create', {
    name: 'Demo',
    options: { quietSeconds: 0 },
  }));
  await request('services.install', { application, path: writeService('ml') });
  const task = await request('imports.start', { application, paths: [instance] });
  const silent = { progress: () => undefined };
  await followTask(link.client, application, task, silent);
  await followRuns(link.client, application, silent);
  const run = (await request('runs.list', { application })).rows[0]?.id ?? '';
  const detail = await request('runs.get', { application, run });
  [study, jobRun] = [detail.studies[0]?.id ?? '', detail.jobRuns[0]?.id ?? ''];
}, 90_000);
afterAll(async () => {
  await link.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

interface Said {
  code: number | null;
  stdout: string;
  stderr: string;
}
function dcmProcessor(...given: string[]): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [program, '--home', path.join(home, 'home'), ...given],
      { timeout: 60_000 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end();
  });
}
const okSchema = z.looseObject({ ok: z.boolean() });
async function json(...given: string[]): Promise<z.infer<typeof okSchema> & { code: number | null }> {
  const { code, stdout } = await dcmProcessor('--json', ...given);
  return { ...okSchema.parse(JSON.parse(stdout)), code };
}

describe('the command line of a researcher', () => {
  it('shows and exports the card of a result', async () => {
    const file = path.join(home, 'card.json');
    expect(await json('show', 'job', jobRun, '--provenance', '--out', file)).toMatchObject({ code: 0, file });
    const card = provenanceCardSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(card).toMatchObject({ jobRun, params: { threshold: 1 }, input: { instanceCount: 1 } });
    const { stdout } = await dcmProcessor('show', 'job', jobRun, '--provenance');
    expect(stdout).toContain(`version ${card.code.version} (kept)`);
  });

  it('runs a service with other parameters, shows the difference, and refuses nonsense', async () => {
    const on = ['scratch', '--service', 'volume', '--study', study, '--compare'];
    expect(await json(...on, '--set', 'params.threshold=3', '--set', 'params.note=a b')).toMatchObject({
      code: 0,
      scratch: {
        state: 'succeeded',
        jobs: [
          {
            params: { threshold: 3, note: 'a b' },
            output: 'measuring\n',
            comparison: { same: false, result: [{ path: 'volume', before: 2, after: 6 }] },
          },
        ],
      },
    });
    expect(await json(...on, '--set', 'threshold=4')).toMatchObject({
      code: 2,
      ok: false,
      error: { message: '"threshold=4" sets no parameter.' },
    });
    const list = z.object({ total: z.literal(1), rows: z.array(z.object({ id: z.string() })) });
    const { rows } = list.parse(await json('list', 'scratch'));
    const [newest = { id: '' }] = rows;
    expect((await dcmProcessor('show', 'scratch', newest.id)).stdout).toContain('volume: 2 -> 6');
    expect(await json('remove', 'scratch', newest.id)).toMatchObject({ code: 0 });
    expect(await json('show', 'scratch', newest.id)).toMatchObject({ code: 1, error: { code: 'not-found' } });
  });

  it('says before it runs something again what is otherwise, and keeps golden cases by exit code', async () => {
    expect(await json('again', 'job', jobRun, '--check')).toMatchObject({
      code: 0,
      missing: [],
      differences: [],
    });
    expect(await json('again', 'job', jobRun)).toMatchObject({
      code: 0,
      scratch: { kind: 'again', jobs: [{ comparison: { same: true } }] },
    });
    expect(await json('golden', 'add', jobRun, '--absolute', '0.5', '--name', 'first')).toMatchObject({
      code: 0,
    });
    await link.client.request('services.install', { application, path: writeService('cm3'), replace: true });
    const failed = await dcmProcessor('golden', 'check');
    expect(failed.code).toBe(1);
    expect(failed.stdout).toContain('unit: "ml" -> "cm3"');
    const { cases } = z
      .object({ cases: z.array(z.object({ id: z.string() })) })
      .parse(await json('golden', 'list', '--service', 'volume'));
    expect(await json('golden', 'accept', cases[0]?.id ?? '')).toMatchObject({ code: 0 });
    expect(await json('golden', 'check')).toMatchObject({
      code: 0,
      cases: [{ lastCheck: { outcome: 'same' } }],
    });
    expect(await json('golden', 'remove', cases[0]?.id ?? '')).toMatchObject({ code: 0 });
  });

  it('opens a job, and tells when the queue will be done', async () => {
    const opened = await dcmProcessor('open', 'job', jobRun, '--print');
    expect(opened.code).toBe(0);
    expect(opened.stdout).toMatch(/^Debugger: .*job\.py debug$/m);
    expect(opened.stderr).toContain('Otherwise than then: The installed service has changed since.');
    expect(await json('queue')).toMatchObject({ code: 0, openJobRuns: 0, estimate: null });
  });
});
