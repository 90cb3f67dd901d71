import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JsonValue } from '../../../contract/index.ts';
import { createDispatch } from '../dispatch/index.ts';
import type { Dispatch } from '../dispatch/index.ts';
import { createTinyRuntime, failedWith, openTestApplication } from '../dispatch/testing/index.ts';
import type { TestApplication, TinyRuntime } from '../dispatch/testing/index.ts';
import { createPlanning } from './index.ts';
import type { PlannedService, Planning } from './index.ts';
import { createTestArchive } from './testing/index.ts';
import type { TestArchive } from './testing/index.ts';

let application: TestApplication;
let archive: TestArchive;
let runtime: TinyRuntime;
let services: PlannedService[];
let dispatch: Dispatch;
let planning: Planning;
let patient: string;

beforeEach(() => {
  application = openTestApplication();
  archive = createTestArchive(application.context);
  runtime = createTinyRuntime(3);
  dispatch = createDispatch(application.context, { runtime, onRunEnded: () => undefined });
  planning = createPlanning(application.context, {
    runtime,
    instances: archive,
    services: { installed: () => services },
    readTags: archive.readTags,
    wakeDispatch: () => dispatch.wake(),
    onRunEnded: () => undefined,
  });
  patient = archive.add({ PatientID: 'P1', studies: [[1]] });
});
afterEach(async () => {
  await planning.close();
  await dispatch.close();
  application.close();
  application.remove();
});

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', '__proto__');
/** An entry as somebody may write it: mostly right, sometimes with a field that is wrong, sometimes no object at all. */
const entry = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        jobName: name,
        worker: fc.constantFrom('s.succeed', 's.succeed', 's.fail'),
        callback: fc.constantFrom('s.accept', 's.accept', 's.inject', 's.decline', 's.raise'),
        dependsOn: fc.oneof(
          fc.constant(null),
          name,
          fc.array(fc.oneof(name, fc.constant('missing')), { maxLength: 3 }),
        ),
        priority: fc.constantFrom<JsonValue>('default', 'low', 3, 'nonsense'),
        sortPosition: fc.integer({ min: -2, max: 2 }),
        disabled: fc.constantFrom(false, false, false, true),
        onDependencyFailure: fc.constantFrom(null, 'skip', 'run', 'nonsense'),
        channel: fc.constantFrom('default', 'default', 'default', 'nobody'),
      },
      { requiredKeys: ['jobName', 'worker', 'callback'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ jobName: name, worker: fc.constant('nodot'), callback: fc.constant(7) }),
  },
  { weight: 1, arbitrary: fc.constantFrom<JsonValue>(null, 3, 'text', [], {}) },
);
const definitions = fc.record({
  pre: fc.array(entry, { maxLength: 2 }),
  registry: fc.array(fc.array(entry, { maxLength: 4 }), { maxLength: 3 }),
  post: fc.array(entry, { maxLength: 2 }),
});

interface JobRow {
  key: number;
  id: string;
  job_name: string;
  state: string;
  attempts: number;
  definition: string;
}

it('whatever is defined, every entry ends in one job run or warning, and nothing runs before what it needs', async () => {
  Object.assign(runtime.callbacks, {
    's.accept': () => true,
    's.inject': () => ({ path: 'out' }),
    's.decline': () => false,
    's.raise': () => new Error('no'),
  });
  runtime.workers['s.fail'] = () => failedWith('no');
  runtime.environmentList = [{ name: 'base', channels: ['default'], slots: 3, description: '' }];
  const { history } = application.context;
  const ended: string[] = [];
  application.context.events.listen((event, payload) => {
    if (event !== 'job_runs.changed' || !('jobRun' in payload) || !('state' in payload)) return;
    if (['succeeded', 'failed', 'skipped'].includes(payload.state)) ended.push(payload.jobRun);
  });

  await fc.assert(
    fc.asyncProperty(definitions, async ({ pre, registry, post }) => {
      application.options.preServices = pre;
      application.options.postServices = post;
      services = registry.map((entries, index) => ({
        name: `s${index}`,
        contentHash: '',
        entries,
        problem: null,
      }));
      ended.length = 0;
      runtime.requests.length = 0;
      const begunAfter = new Map<string, number>();
      runtime.workers['s.succeed'] = (request) => {
        begunAfter.set(request.jobRunId, ended.length);
      };
      const arrival = archive.arrive(patient);
      planning.wake();
      const run = () =>
        history.get<{ id: string; state: string }>('SELECT id, state FROM run WHERE arrival_id = ?', [
          arrival,
        ]);
      await application.until(() => (run()?.state ?? 'active') !== 'active');
      const runId = run()?.id ?? '';

      const jobs = history.all<JobRow>('SELECT * FROM job_run WHERE run_id = ? ORDER BY key', [runId]);
      const invalid = history.get<{ n: number }>(
        `SELECT count(*) AS n FROM run_warning WHERE run_id = ? AND reason LIKE '%is no valid job%'`,
        [runId],
      );
      expect(jobs.length + (invalid?.n ?? 0)).toBe(pre.length + registry.flat().length + post.length);
      for (const job of jobs) {
        expect(['succeeded', 'failed', 'skipped']).toContain(job.state);
        expect(job.attempts).toBe(job.state === 'skipped' ? 0 : 1);
      }
      expect(runtime.requests.length).toBe(jobs.filter((job) => job.attempts === 1).length);

      const edges = history.all<{ from: string; to: string; needs: string; source: string }>(
        `SELECT source.id AS "from", target.id AS "to", needs, source.state AS source
         FROM job_edge JOIN job_run AS source ON source.key = from_key JOIN job_run AS target ON target.key = to_key
         WHERE target.run_id = ? AND target.attempts = 1`,
        [runId],
      );
      const tooEarly = edges.filter(
        ({ from, to }) => begunAfter.has(to) && !ended.slice(0, begunAfter.get(to)).includes(from),
      );
      expect(tooEarly).toEqual([]);
      expect(edges.filter((edge) => edge.needs === 'success' && edge.source !== 'succeeded')).toEqual([]);
      // A dependency by name that runs is never lost on the way.
      for (const job of jobs) {
        if (job.attempts === 0) continue;
        const { dependsOn, onDependencyFailure } = JSON.parse(job.definition) as {
          dependsOn: string[];
          onDependencyFailure: 'skip' | 'run';
        };
        if (onDependencyFailure === 'run') continue;
        for (const needed of dependsOn) {
          const sources = edges.filter((edge) => edge.to === job.id && edge.needs === 'success');
          expect(
            jobs.some((other) => other.job_name === needed && sources.some((edge) => edge.from === other.id)),
          ).toBe(true);
        }
      }
    }),
    { numRuns: 150 },
  );
});
