import { afterEach, beforeEach, expect } from 'vitest';
import { reasonSchema } from '../../../../contract/index.ts';
import type { JsonObject } from '../../../../contract/index.ts';
import { createDelivery } from '../../delivery/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { createDispatch } from '../index.ts';
import type { Dispatch } from '../index.ts';
import { openTestApplication } from './application.ts';
import type { TestApplication } from './application.ts';
import { createTinyRuntime } from './tinyRuntime.ts';
import type { TinyRuntime } from './tinyRuntime.ts';

interface JobRow {
  key: number;
  id: string;
  run_id: string;
  job_name: string;
  state: string;
  reason: string | null;
  error: string | null;
  result: string | null;
  attempts: number;
}

type Choice = Parameters<Dispatch['control']['cancel']>[0]['choice'];

/**
 * A dispatch with its deliveries on an application of its own for each test, and what tests of control ask of it.
 * @param planRun plans a run of such jobs; planning lies earlier on the walk, and only tests reach back to it
 */
export function useControl<Job>(
  planRun: (context: ApplicationContext, jobs: Job[], addedParams: JsonObject) => string,
) {
  let rooms: { close(): Promise<void> }[] = [];
  const made: { application?: TestApplication; dispatch?: Dispatch; runtime: TinyRuntime } = {
    runtime: createTinyRuntime(),
  };
  const application = () => there(made.application);
  const dispatch = () => there(made.dispatch);

  beforeEach(() => {
    made.application = openTestApplication();
    made.runtime = createTinyRuntime();
    rooms = [];
    application().context.history.run(
      "INSERT INTO patient (key, id, PatientID, PatientName, tags) VALUES (1, 'p', 'p', 'p', '{}')",
    );
  });
  afterEach(async () => {
    await Promise.all(rooms.map((room) => room.close()));
    application().close();
    application().remove();
  });

  const all = <Row>(sql: string, ...parameters: string[]) =>
    application().context.history.all<Row>(sql, parameters);
  const jobRuns = () => all<JobRow>('SELECT * FROM job_run ORDER BY key');
  const jobRun = (name: string) => there(jobRuns().find((row) => row.job_name === name));
  const runState = (run: string) =>
    all<{ state: string }>('SELECT state FROM run WHERE id = ?', run)[0]?.state;
  return {
    get application() {
      return application();
    },
    get runtime() {
      return made.runtime;
    },
    set runtime(runtime: TinyRuntime) {
      made.runtime = runtime;
    },
    get dispatch() {
      return dispatch();
    },
    open(): void {
      const delivery = createDelivery(application().context);
      made.dispatch = createDispatch(application().context, {
        runtime: made.runtime,
        onRunEnded: (run) => delivery.runEnded(run),
      });
      rooms.push(made.dispatch, delivery);
    },
    /** Forgets the rooms without closing them, as a kill would; the history is opened anew. */
    kill(): void {
      rooms = [];
      made.runtime = createTinyRuntime();
      application().reopen();
    },
    plan: (jobs: Job[], addedParams: JsonObject = {}): string =>
      planRun(application().context, jobs, addedParams),
    all,
    jobRuns,
    jobRun,
    states: () => Object.fromEntries(jobRuns().map((row) => [row.job_name, row.state])),
    reasonOf: (name: string) => reasonSchema.parse(JSON.parse(there(jobRun(name).reason))).message,
    runState,
    untilState: (name: string, state: string) => application().until(() => jobRun(name).state === state),
    untilEnded: (run: string) => application().until(() => runState(run) !== 'active'),
    untilDelivered: (run: string) =>
      expect
        .poll(
          () => all<{ at: number | null }>('SELECT delivered_at AS at FROM run WHERE id = ?', run)[0]?.at,
          { timeout: 60_000 },
        )
        .not.toBeNull(),
    cancel: (choice: Choice, withCleanUp = false) =>
      dispatch().control.cancel({ choice, from: 'window', withCleanUp }),
    requeue: (choice: Choice, below = false) =>
      dispatch().control.requeue({ choice, from: 'command-line', below }),
  };
}

function there<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('It is not there.');
  return value;
}
