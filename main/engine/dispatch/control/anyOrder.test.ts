import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { planTestRun } from '../../planning/testing/index.ts';
import type { TestJob } from '../../planning/testing/index.ts';
import { createDispatch } from '../index.ts';
import { createTinyRuntime, failedWith, openTestApplication } from '../testing/index.ts';
import type { TestApplication } from '../testing/index.ts';

let application: TestApplication | undefined;
afterEach(() => {
  application?.close();
  application?.remove();
});

const jobs: TestJob[] = [
  { jobName: 'pre', group: 'pre' },
  { jobName: 'a' },
  { jobName: 'b', dependsOn: ['a'] },
  { jobName: 'c', dependsOn: ['a', 'b'], channel: 'other' },
  { jobName: 'd' },
  { jobName: 'clean', group: 'post' },
  { jobName: 'store', group: 'post', dependsOn: ['c'] },
];
const names = jobs.map(({ jobName }) => jobName);

/** What people do, one after the other, each some turns of the event loop after the one before. */
const doing = fc.record({
  what: fc.constantFrom('cancel', 'requeue', 'requeue below', 'cancel run', 'requeue run', 'pause', 'resume'),
  name: fc.constantFrom(...names),
  turns: fc.integer({ min: 0, max: 6 }),
});

/** Job runs whose count of what they wait for is wrong, or that stand in the queue while they wait. */
const wrong = `SELECT job_name, state, open_dependencies, (
    SELECT count(*) FROM job_edge JOIN job_run AS source ON source.key = from_key
    WHERE to_key = job_run.key AND source.state IN ('waiting', 'queued', 'running')) AS open
  FROM job_run WHERE state IN ('waiting', 'queued')
    AND (open <> iif(state = 'waiting', open_dependencies, 0) OR state = 'waiting' AND open = 0)`;

it('in whatever order people cancel, requeue and pause, nothing waits for ever or begins too early', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(doing, { maxLength: 14 }), fc.array(fc.boolean()), async (steps, failing) => {
      application = openTestApplication();
      const { history } = application.context;
      history.run(
        "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
      );
      const runtime = createTinyRuntime();
      let begun = 0;
      for (const name of names) {
        runtime.workers[`${name}.worker`] = async (_request, _observer, signal) => {
          begun += 1;
          const fails = failing[begun % Math.max(failing.length, 1)] === true;
          await turns(begun % 4);
          if (signal.aborted) return { kind: 'cancelled', droppedOutputBytes: 0 };
          return fails ? failedWith('no') : undefined;
        };
      }
      const run = planTestRun(application.context, jobs);
      const dispatch = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
      const { control } = dispatch;
      const idOf = (name: string) =>
        history.get<{ id: string }>('SELECT id FROM job_run WHERE job_name = ?', [name])?.id ?? '';
      const carryOut = ({ what, name }: (typeof steps)[number]): unknown => {
        const one = { choice: { jobRuns: [idOf(name)] }, from: 'window' as const };
        const all = { choice: { runs: [run] }, from: 'window' as const };
        if (what === 'cancel') return control.cancel({ ...one, withCleanUp: false });
        if (what === 'cancel run') return control.cancel({ ...all, withCleanUp: false });
        if (what === 'requeue') return control.requeue({ ...one, below: false });
        if (what === 'requeue below') return control.requeue({ ...one, below: true });
        if (what === 'requeue run') return control.requeue({ ...all, below: false });
        if (what === 'pause') return control.pause(undefined, 'window', []);
        return control.resume(undefined, []);
      };
      try {
        for (const step of steps) {
          await turns(step.turns);
          await carryOut(step);
          expect(history.all(wrong)).toEqual([]);
        }
        control.resume(undefined, []);
        await application.until(() => history.get("SELECT 1 FROM run WHERE state = 'active'") === undefined);
        expect(history.all("SELECT 1 FROM job_run WHERE state IN ('waiting', 'queued', 'running')")).toEqual(
          [],
        );
        expect(history.all("SELECT 1 FROM attempt WHERE outcome = 'running'")).toEqual([]);
      } finally {
        await dispatch.close();
        application.close();
        application.remove();
        application = undefined;
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}
