import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { useDemo } from './testing/demo.ts';
import { run } from './testing/run.ts';

const noEngine = 'No engine goes on running after this command.';

describe('what cannot begin yet', { timeout: 60_000 }, () => {
  const demo = useDemo('not-yet');
  const uids = { PatientID: 'P1', StudyInstanceUID: '1.2.3', SeriesInstanceUID: '1.2.3.1' };
  const said = (...words: string[]) => run(['--home', demo.home, '-o', ...words]);
  const arrivals = () => demo.client.request('arrivals.list', { application: demo.application });
  const stop = () => demo.client.request('applications.stop', { application: demo.application });
  const start = () => demo.client.request('applications.start', { application: demo.application });

  function fileOf(instance: string): string {
    const file = path.join(demo.home, `${instance}.dcm`);
    writeFileSync(file, buildInstance({ ...uids, SOPInstanceUID: instance }));
    return file;
  }

  beforeAll(async () => {
    await said('import', fileOf('1.2.3.1.1'), '--now', '--wait');
  }, 60_000);

  it('is refused at once with --wait where the application is stopped, and nothing is left to do', async () => {
    await stop();
    const { code, errors } = await said('process-again', '--study', '1.2.3', '--wait');
    expect([code, errors]).toEqual([1, expect.stringContaining('The application is stopped.')]);
    expect(errors).toContain('dcm-processor start app');
    expect(await arrivals()).toEqual([]);
  });

  it('is told without --wait, and is done as soon as the application is started', async () => {
    await stop();
    const { code, output, errors } = await said('process-again', '--study', '1.2.3');
    expect([code, output]).toEqual([0, 'It will be processed again as version 1.\n']);
    expect(errors).toBe('The application is stopped. Start it: dcm-processor start app --name Demo\n');
    expect(await arrivals()).toHaveLength(1);
    await start();
    await expect.poll(arrivals, { timeout: 30_000 }).toEqual([]);
    const { rows } = await demo.client.request('runs.list', { application: demo.application });
    expect(rows.map(({ number, state }) => [number, state])).toEqual([
      [2, 'succeeded'],
      [1, 'succeeded'],
    ]);
  });

  it('is waited for no longer when the application is stopped meanwhile', async () => {
    await start();
    const waiting = said('import', fileOf('1.2.3.1.2'), '--wait');
    await expect.poll(arrivals, { timeout: 30_000 }).toHaveLength(1);
    await stop();
    const { code, errors } = await waiting;
    expect([code, errors]).toEqual([1, expect.stringContaining('The application is stopped.')]);
  });
});

describe('without an engine', { timeout: 60_000 }, () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'cli-no-engine-'));
  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const said = (...words: string[]) => run(['--home', home, '-o', ...words]);

  it('what begins only with one that stays is told: a start, an import, processing again', async () => {
    const file = path.join(home, '1.dcm');
    writeFileSync(file, buildInstance({ PatientID: 'P1', StudyInstanceUID: '1.2.3' }));
    expect(await said('create', 'app', '--name', 'Demo')).toMatchObject({ code: 0 });
    for (const words of [
      ['start', 'app'],
      ['import', file],
      ['process-again', '--study', '1.2.3'],
    ])
      expect(await said(...words)).toMatchObject({ code: 0, errors: expect.stringContaining(noEngine) });
    expect((await said('diagnose')).errors).toContain(noEngine);
    await said('stop', 'app');
    const { errors } = await said('process-again', '--study', '1.2.3');
    expect(errors).toMatch(/^The application is stopped\. Start it: .*\nNo engine goes on running/);
  });

  it('a job that waits tells that nothing runs it, and not that its channel is wrong', async () => {
    const service = path.join(home, 'failing');
    const job = { jobName: 'failing', worker: 'failing.worker', callback: 'failing.callback' };
    const files = {
      'registry/settings.json': JSON.stringify(job),
      'registry/__init__.py': 'def callback(**kwargs): return True\n',
      'module/__init__.py': 'def worker(**kwargs): raise KeyError("factor")\n',
    };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(service, file)), { recursive: true });
      writeFileSync(path.join(service, file), text);
    }
    await said('start', 'app');
    await said('install', 'service', '--path', service);
    const file = path.join(home, '2.dcm');
    writeFileSync(file, buildInstance({ PatientID: 'P2', StudyInstanceUID: '1.2.4' }));
    expect(await said('import', file, '--now', '--wait')).toMatchObject({ code: 1 });
    const { output } = await said('--json', 'list', 'jobs', '--state', 'failed');
    const { rows } = z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(JSON.parse(output));
    const { id } = rows[0]!;
    expect((await said('requeue', 'job', id)).errors).toContain(noEngine);
    // The engine of the call itself may begin it before it is ended.
    const { output: shown, errors } = await said('show', 'job', id);
    expect([shown, errors].join('\n')).toMatch(
      /Waits: The environments are only being started[^]*No engine goes on running|: (running|failed)/,
    );
  });
});
