import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { useDemo } from './testing/demo.ts';
import { run } from './testing/run.ts';

const demo = useDemo('runs-text');

/** A service whose parameters say what its callback answers. */
function writeService(): string {
  const place = path.join(demo.home, 'picky');
  for (const part of ['registry', 'module']) mkdirSync(path.join(place, part), { recursive: true });
  writeFileSync(
    path.join(place, 'registry', '__init__.py'),
    'def callback(params, **kwargs):\n    return params["wanted"] == "CT"\n',
  );
  writeFileSync(path.join(place, 'module', '__init__.py'), 'def worker(**kwargs):\n    return 1\n');
  return place;
}

it('says what became of jobs that were waited for, and why where none ran', async () => {
  const place = writeService();
  const settings = (wanted: string) =>
    `{"jobName": "measure", "worker": "picky.worker", "callback": "picky.callback", "params": {"wanted": "${wanted}"}}`;
  writeFileSync(path.join(place, 'registry', 'settings.json'), settings('MR'));
  await demo.said('install', 'service', '--path', place);
  const file = path.join(demo.home, 'one.dcm');
  writeFileSync(file, buildInstance({ PatientID: 'SAID' }));

  const declined = await demo.said('import', file, '--now', '--wait');
  expect(declined).toContain('\n1 run: 1 job skipped\nNothing was run.\nSkipped: measure of run 1: ');
  expect(declined).not.toContain('succeeded\n');
  expect(await demo.said('import', file, '--now', '--wait')).toContain(
    '\nNothing was processed: no run came of it.\n',
  );

  writeFileSync(path.join(place, 'registry', 'settings.json'), settings('CT'));
  await demo.said('update', 'service', '--name', 'picky', '--yes');
  expect(await demo.said('process-again', '--patient', 'SAID', '--wait')).toBe(
    'Run 2, version 2: succeeded, 1 job succeeded\n',
  );
}, 120_000);

it('takes a run by the number that lists show, and refuses one that is not there', async () => {
  const byNumber = await demo.said('show', 'run', '1');
  const [, id = ''] = /(\S+)\n*$/.exec(await demo.said('list', 'runs')) ?? [];
  expect(byNumber).toMatch(/^Run 1, version 1: succeeded\n/);
  expect(await demo.said('show', 'run', id)).toBe(byNumber);
  expect(await demo.said('show', 'run', '2', '--timeline')).toContain('measure');
  expect(await demo.said('list', 'jobs', '--run', '1')).toMatch(/\n1 +measure +skipped .+\n$/);
  expect(await demo.said('cancel', 'run', '1', '2')).toContain('\n  0 cancelled before they began\n');
  expect(await demo.said('process-again', '--run', '1', '--wait')).toContain('Run 3, version 3: succeeded');
  expect(await demo.said('scratch', '--service', 'picky', '--run', '3')).toContain('succeeded');

  const shortened = await run(['--home', demo.home, '-o', 'show', 'job', id.slice(0, 8)]);
  expect(shortened.errors).toMatch(
    `Error: There is no job run ${id.slice(0, 8)}. Identifiers are written in full.`,
  );

  for (const words of [
    ['show', 'run', '77'],
    ['show', 'run', '77', '--timeline'],
    ['requeue', '--run', '77'],
    ['cancel', 'run', '77'],
    ['list', 'jobs', '--run', '77'],
  ]) {
    const { code, errors } = await run(['--home', demo.home, '-o', ...words]);
    expect({ words, code, errors }).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^Error: There is no run 77 in this application\./),
    });
  }
}, 120_000);

it('tells of a run that is active the same by its number, its estimate as well', async () => {
  await demo.said('pause');
  await demo.said('process-again', '--patient', 'SAID');
  await expect
    .poll(() => demo.said('list', 'runs', '--state', 'active'), { timeout: 20_000 })
    .toMatch(/^4 /m);
  const { rows } = await demo.client.request('runs.list', { application: demo.application, limit: 1 });
  const id = rows[0]?.id ?? '';
  expect(rows[0]?.estimate).toMatchObject({ unknown: expect.anything() });
  const get = (named: string) =>
    demo.client.request('runs.get', { application: demo.application, run: named });
  expect((await get('4')).estimate).toMatchObject({ unknown: (await get(id)).estimate?.unknown });
  expect((await demo.said('show', 'run', '4')).split('\n')[1]).toBe(
    (await demo.said('show', 'run', id)).split('\n')[1],
  );
  expect(await demo.said('cancel', 'run', '4', id)).toContain('Job runs of 1 run:\n  1 cancelled');
  await demo.said('resume');
}, 60_000);

it('refuses to requeue what was not wanted, and tells where to look', async () => {
  const [, id = ''] = /(\S+)\n$/.exec(await demo.said('list', 'jobs', '--run', '1')) ?? [];
  const { code, errors } = await run(['--home', demo.home, '-o', 'requeue', 'job', id]);
  expect(code).toBe(1);
  expect(errors).toMatch(/^Error: 1 could not be requeued\. .+\nSee: dcm-processor show job \S+\n$/);
  expect(errors).toContain(`show job ${id}\n`);
}, 60_000);

it('says what was done with studies, and where they were written', async () => {
  const [, study = ''] = /"rows":\[\{"id":"([^"]+)"/.exec(await demo.said('list', 'studies', '--json')) ?? [];
  const outside = mkdtempSync(path.join(os.tmpdir(), 'cli-exported-'));
  onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
  const target = path.join(outside, 'exported');
  expect(await demo.said('export', 'studies', study, '--to', target, '--wait')).toContain(
    `: 1 of 1 instance exported to ${target} (task `,
  );
  const words = ['remove', 'studies', study, '--yes', '--input-copies'];
  const { output, errors } = await run(['--home', demo.home, '-o', ...words]);
  expect(errors).toMatch(/^Goes: 1 instance in 1 series of 1 study of 1 patient, \d+ bytes\.\n/);
  expect(output).toContain(': 1 of 1 instance removed (task ');
}, 60_000);
