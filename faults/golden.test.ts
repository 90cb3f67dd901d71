import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { goldenCrashPoints } from '../main/engine/context/index.ts';
import {
  faultsIn,
  noteOutcome,
  query,
  sendAll,
  setUp,
  smallPatients,
  startEngine,
  until,
  untilAtRest,
} from './support/index.ts';

it.for(goldenCrashPoints)(
  'kill -9 of the engine while a golden case is checked, at "%s": the next one checks it, and leaves only its results',
  async (step, context) => {
    const bench = await setUp();
    const { application, folders } = bench;
    const sent = smallPatients(0, 2);
    const first = await startEngine(bench.home);
    await sendAll(bench, sent);
    await untilAtRest(bench, sent);
    const [job] = query<{ id: string }>(
      bench,
      "SELECT id FROM job_run WHERE job_name = 'report' ORDER BY key",
    );
    const golden = await first.request('golden.add', {
      application,
      jobRun: job?.id ?? '',
      name: 'One',
      absolute: 0,
      relative: 0,
    });
    await first.stop();

    const dying = await startEngine(bench.home, { variables: { DCM_PROCESSOR_CRASH_AT: step } });
    const asked = dying.request('golden.check', { application, service: 'sample' }).catch(() => undefined);
    expect(await dying.ended).toBe('SIGKILL');
    await asked;
    const next = await startEngine(bench.home);
    await until('the check has ended', async () => {
      const { rows } = await next.request('tasks.list', { application });
      return rows.find(({ kind }) => kind === 'golden')?.state === 'succeeded';
    });
    const [checked] = await next.request('golden.list', { application });
    expect(checked?.lastCheck).toMatchObject({ outcome: 'same', problem: null });
    const [names] = query<{ accepted: string; last: string }>(
      bench,
      'SELECT accepted_folder AS accepted, last_folder AS last FROM golden_case',
    );
    expect(readdirSync(path.join(folders.root, 'golden', golden.id)).toSorted()).toEqual(
      ['input', names?.accepted ?? '', names?.last ?? ''].toSorted(),
    );
    await next.stop();
    expect(faultsIn(bench, sent)).toEqual([]);
    noteOutcome(context, bench, sent, 'checked again, with the same result');
  },
);
