import { mkdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runFolders } from '../../context/index.ts';
import { planTestRun } from '../../planning/testing/index.ts';
import type { TestJob } from '../../planning/testing/index.ts';
import { failedWith, useControl } from '../testing/index.ts';
import { openByChannel } from './channels.ts';
import { conditionsOf } from './choice.ts';
import { countBefore } from './whyWaiting.ts';

const control = useControl(planTestRun);
const { open, kill, plan, all, jobRuns, untilEnded, cancel, requeue } = control;

describe('ten thousand job runs', () => {
  it('are cancelled and requeued in slices, and none of them begins meanwhile', async () => {
    control.runtime.environmentList = [];
    const { history } = control.application.context;
    const run = plan(Array.from({ length: 10 }, (_, n) => ({ jobName: `j${n}` })));
    history.write(() => {
      for (let n = 1; n < 1000; n += 1) {
        history.run(
          `INSERT INTO arrival (id, level, entity_id, patient_key, state, instance_count, first_instance_at,
             last_instance_at, due_at) VALUES (?, 'patient', 'p', 1, 'planned', 1, 1, 1, 1)`,
          [`arrival${n}`],
        );
        history.run(
          `INSERT INTO run (number, version, id, arrival_id, level, entity_id, patient_key, state, study_count,
             series_count, instance_count, created_at, headers, added_params)
           SELECT ?, ?, ?, ?, level, entity_id, patient_key, state, 1, 1, 0, 1, '{}', '{}' FROM run WHERE id = ?`,
          [n + 1, n + 1, `run${n}`, `arrival${n}`, run],
        );
        history.run(
          `INSERT INTO job_run (id, run_id, position, job_name, service, job_group, definition, channel, priority,
             timeout_ms, state, open_dependencies, created_at)
           SELECT id || ?, ?, position, job_name, service, job_group, definition, channel, priority, timeout_ms, state,
             0, 1 FROM job_run WHERE run_id = ?`,
          [`-${n}`, `run${n}`, run],
        );
        mkdirSync(runFolders(control.application.context.folders, `run${n}`).data, { recursive: true });
      }
    });
    open();
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 1);
    try {
      const cancelled = cancel({ service: 's' });
      control.runtime.environmentList = [{ name: 'base', channels: ['*'], slots: 2, description: '' }];
      control.dispatch.wake();
      expect(await cancelled).toMatchObject({ cancelled: 10_000, runs: 1000 });
      expect(turns).toBeGreaterThan(3);
      expect(control.runtime.trace).toEqual([]);
      control.runtime.environmentList = [];
      turns = 0;
      expect(await requeue({ service: 's', states: ['cancelled'] })).toMatchObject({
        requeued: 10_000,
        runs: 1000,
      });
      expect(turns).toBeGreaterThan(3);
    } finally {
      clearInterval(ticking);
    }
    expect(all('SELECT state, count(*) AS n FROM job_run GROUP BY state')).toEqual([
      { state: 'queued', n: 10_000 },
    ]);
  }, 60_000);

  it('of one run are cancelled in stretches from its end, and its clean-up runs once', async () => {
    control.runtime.environmentList = [];
    const jobs = Array.from({ length: 300 }, (_, n): TestJob[] => [
      { jobName: `first${n}` },
      { jobName: `second${n}`, dependsOn: [`first${n}`] },
    ]).flat();
    const run = plan([...jobs, { jobName: 'clean', group: 'post' }]);
    open();
    expect(await cancel({ runs: [run] })).toMatchObject({ cancelled: 600, skipped: 0, cleanUp: 1, runs: 1 });
    expect(all('SELECT message FROM intervention')).toEqual([
      { message: expect.stringMatching(/^Cancelled from the window: "\w+", "\w+", "\w+" and 597 more\.$/) },
    ]);
    control.runtime.environmentList = [{ name: 'base', channels: ['*'], slots: 2, description: '' }];
    control.dispatch.wake();
    await untilEnded(run);
    expect(control.runtime.trace).toEqual(['> clean']);
    control.runtime.environmentList = [];
    expect(await requeue({ runs: [run] })).toMatchObject({ requeued: 600, runs: 1 });
    expect(all('SELECT state, count(*) AS n FROM job_run GROUP BY state ORDER BY state')).toEqual([
      { state: 'queued', n: 300 },
      { state: 'succeeded', n: 1 },
      { state: 'waiting', n: 300 },
    ]);
  }, 60_000);

  it('are read once each to be cancelled, of a small run and of a big one', async () => {
    control.runtime.environmentList = [];
    const { history } = control.application.context;
    const small = plan([{ jobName: 'a' }, { jobName: 'b' }, { jobName: 'clean', group: 'post' }]);
    const big = plan([
      ...Array.from({ length: 300 }, (_, n): TestJob => ({ jobName: `j${n}` })),
      { jobName: 'clean', group: 'post' },
    ]);
    open();
    let read = 0;
    const all = history.all.bind(history);
    history.all = <Row>(sql: string, parameters?: Parameters<typeof all>[1]) => {
      const rows = all<Row>(sql, parameters);
      if (sql.includes(' AS isAsked')) read += rows.length;
      return rows;
    };
    expect(await cancel({ runs: [small] })).toMatchObject({ cancelled: 2, cleanUp: 1 });
    expect(read).toBe(3);
    expect(await cancel({ runs: [big] })).toMatchObject({ cancelled: 300, cleanUp: 1 });
    expect(read).toBe(3 + 301);
    expect(all('SELECT message FROM intervention ORDER BY key')).toEqual([
      { message: 'Cancelled from the window: "a", "b".' },
      { message: 'Cancelled from the window: "j0", "j1", "j2" and 297 more.' },
    ]);
  });

  it('of one run that a stop cut off between two parts are all requeued before anything begins', async () => {
    control.runtime.environmentList = [];
    const run = plan([
      ...Array.from({ length: 900 }, (_, n): TestJob => ({ jobName: `j${n}` })),
      { jobName: 'clean', group: 'post' },
    ]);
    open();
    await cancel({ runs: [run] }, true);
    const count = (state: string) => jobRuns().filter((row) => row.state === state).length;
    // As on a machine so slow that each step takes a turn of its own.
    const [now, slow] = [performance.now.bind(performance), 1000];
    let calls = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + (calls += 1) * slow);
    onTestFinished(() => clock.mockRestore());
    const asked = requeue({ runs: [run] }).catch((error: unknown) => error);
    while (count('cancelled') === 901) await new Promise((resolve) => setImmediate(resolve));
    await control.dispatch.control.close();
    clock.mockRestore();
    const before = count('cancelled');
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(901);
    expect(await asked).toMatchObject({ code: 'cancelled' });
    kill();
    open();
    await untilEnded(run);
    expect(count('succeeded')).toBe(901);
    expect(control.runtime.trace.at(-1)).toBe('> clean');
    expect(control.runtime.trace).toHaveLength(901);
    expect(all('SELECT * FROM control_request')).toEqual([]);
    expect(
      all<{ message: string }>('SELECT message FROM intervention').filter(({ message }) =>
        message.startsWith('Requeued'),
      ).length,
    ).toBeGreaterThan(0);
  }, 60_000);

  it('that a filter finds are meant, and no others', async () => {
    control.runtime.workers['b.worker'] = () => failedWith('no slices');
    const runs = [plan([{ jobName: 'a' }, { jobName: 'b' }]), plan([{ jobName: 'b' }, { jobName: 'c' }])];
    open();
    for (const run of runs) await untilEnded(run);
    control.runtime.environmentList = [];
    expect(await requeue({ found: { text: 'no slices', jobName: 'b' } })).toMatchObject({
      requeued: 2,
      runs: 2,
    });
    expect(await cancel({ foundRuns: { jobName: 'c' } })).toMatchObject({ cancelled: 1, runs: 1 });
    expect(await cancel({ found: { channel: 'none' } })).toMatchObject({ cancelled: 0, runs: 0 });
    expect(jobRuns().map(({ job_name, state }) => `${job_name} ${state}`)).toEqual([
      'a succeeded',
      'b queued',
      'b cancelled',
      'c succeeded',
    ]);
  });

  it('are found by indexes', () => {
    const { history } = control.application.context;
    expect(history.explain(openByChannel).join('\n')).toMatch(/USING (COVERING )?INDEX job_run_queue/);
    expect(
      history.explain(countBefore, { channel: 'c', onlyCards: 0, priority: 0, key: 1 }).join('\n'),
    ).toMatch(/USING (COVERING )?INDEX job_run_queue/);
    const failed = conditionsOf({ service: 's' }, ['failed', 'timed-out'], 9);
    expect(
      history.explain(`SELECT run_id FROM job_run WHERE ${failed.sql}`, failed.parameters).join('\n'),
    ).toMatch(/USING INDEX job_run_by_state/);
  });
});
