import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { linkToEngine } from '../link/index.ts';
import { run } from './testing/run.ts';

const answer = z.looseObject({
  ok: z.boolean(),
  filter: z.looseObject({ filter: z.looseObject({}) }).optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

test('options beside a saved filter never find more than it does, and those that contradict it are refused', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'cli-filter-'));
  const link = await linkToEngine(home);
  onTestFinished(async () => {
    await link.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  await link.client.request('applications.create', { name: 'Demo' });
  const save = async (name: string, options: string) => {
    const words = ['--json', 'save', 'filter', '--name', name, '--list', 'jobs', '--home', home];
    const { code, output } = await run([...words, ...options.split(' ')]);
    return { code, ...answer.parse(JSON.parse(output)) };
  };
  const days = '--from 2026-05-01 --to 2026-05-31';
  expect((await save('Saved', `--modality CT --text liver ${days} --state failed timed-out`)).code).toBe(0);
  const narrower = await save(
    'Narrower',
    '--filter Saved --text small --from 2026-04-01 --to 2026-05-10 --state failed queued',
  );
  const meant = await save('Meant', '--modality CT --from 2026-05-01 --to 2026-05-10 --state failed');
  expect(meant.code).toBe(0);
  expect(narrower.filter?.filter).toEqual({ ...meant.filter?.filter, text: 'liver small' });

  for (const [options, says] of [
    ['--modality MR', '--modality CT'],
    ['--state queued', '--state failed timed-out'],
    ['--from 2026-06-01', '--to 2026-05-31'],
    ['--to 2026-04-30', '--from 2026-05-01'],
  ] as const) {
    const refused = await save('Wider', `--filter Saved ${options}`);
    expect(refused).toMatchObject({ ok: false, error: { message: expect.stringContaining(says) } });
    expect(refused.code).not.toBe(0);
  }

  // Verbs that choose know service, job name and state of their own.
  expect((await save('Of one', '--service lung --state failed')).code).toBe(0);
  for (const [options, says] of [
    [['--state', 'queued'], '--state failed'],
    [['--service', 'liver'], '--service lung'],
  ] as const) {
    const { code, errors } = await run(['requeue', '--filter', 'Of one', ...options, '--home', home, '-o']);
    expect({ code, errors }).toMatchObject({ code: 2, errors: expect.stringContaining(says) });
  }
}, 60_000);
