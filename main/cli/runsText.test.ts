import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { buildInstance } from '../../scripts/phantom/index.ts';
import { useDemo } from './testing/demo.ts';

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
