import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EngineError, routes } from '../../contract/index.ts';
import type { RouteInput, RouteName, RouteOutput, RouteRequest, RunDetail } from '../../contract/index.ts';
import { buildInstance } from '../phantom/index.ts';
import { silentLogger } from '../../main/engine/context/index.ts';
import { startEngine } from '../../main/engine/engine.ts';
import type { Engine } from '../../main/engine/engine.ts';
import type { OpenApplication } from '../../main/engine/openApplicationTypes.ts';
import { createHandlers } from '../../main/engine/server/index.ts';

/** A whole engine with one application and real Python, for tests of rooms that need all of it. */
export interface TestEngine {
  readonly engine: Engine;
  /** The application's identifier. */
  readonly application: string;
  readonly opened: OpenApplication;
  /** A new folder in the data home. */
  folder(name: string): string;
  /** Asks as a client would; the input is checked as one of a client is. */
  ask<Name extends RouteName>(route: Name, input: RouteInput<Name>): Promise<RouteOutput<Name>>;
  /** Writes a service folder: the text of its callbacks, that of its workers, its jobs. */
  writeService(name: string, service: ServiceText): string;
  /** Writes and installs one, in place of the one before. */
  install(name: string, service: ServiceText): Promise<void>;
  /** Archives a study of two instances in each of its series (one) and waits for its run; returns it. */
  process(study?: {
    PatientID?: string;
    StudyInstanceUID?: string;
    instances?: number;
    series?: number;
  }): Promise<RunDetail>;
  /** Waits for the end of a run. */
  ended(run: string): Promise<RunDetail>;
  /** Waits until a task has ended. */
  finished(task: string): Promise<RouteOutput<'tasks.get'>>;
  /** Ends the engine and starts another for the same data home. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

interface ServiceText {
  /** Python; a callback that says yes when absent. */
  registry?: string;
  module: string;
  /** By job name: what its definition says beside names of functions. */
  jobs?: Record<string, object>;
}

/** Longest wait for anything, in milliseconds: tests run beside others on busy machines. */
const longestWait = 60_000;

export async function openTestEngine(): Promise<TestEngine> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'test-engine-'));
  const start = () => startEngine({ home, log: silentLogger, logFile: 'none', onStop: () => undefined });
  let engine = start();
  const { id: application } = engine.createApplication({
    name: 'Test',
    folder: undefined,
    options: { quietSeconds: 86_400, slots: 2 },
  });

  const test: TestEngine = {
    get engine() {
      return engine;
    },
    application,
    get opened() {
      return engine.application(application);
    },
    folder(name) {
      const made = path.join(home, 'folders', name);
      mkdirSync(made, { recursive: true });
      return made;
    },
    async ask(route, input) {
      const handler = createHandlers(engine)[route];
      // The map of routes is typed per route; here the route is only known at run time.
      const request = routes[route].input.parse(input) as RouteRequest<typeof route>;
      return handler(request, new AbortController().signal);
    },
    writeService(name, { registry, module, jobs }) {
      const root = test.folder(name);
      for (const [part, text] of [
        ['registry', registry ?? 'def callback(**kwargs):\n    return True\n'],
        ['module', module],
      ] as const) {
        rmSync(path.join(root, part), { recursive: true, force: true });
        mkdirSync(path.join(root, part));
        writeFileSync(path.join(root, part, '__init__.py'), text);
      }
      const entries = Object.entries(jobs ?? { [name]: {} }).map(([jobName, more]) => ({
        jobName,
        worker: `${name}.worker`,
        callback: `${name}.callback`,
        ...more,
      }));
      writeFileSync(path.join(root, 'registry', 'settings.json'), JSON.stringify(entries));
      return root;
    },
    async install(name, service) {
      await test.ask('services.install', {
        application,
        path: test.writeService(name, service),
        replace: true,
      });
    },
    async process({ PatientID = 'P1', StudyInstanceUID = '1.2.3', instances = 2, series = 1 } = {}) {
      const folder = test.folder(`input-${StudyInstanceUID}`);
      for (let place = 0; place < instances * series; place += 1) {
        const SeriesInstanceUID = `${StudyInstanceUID}.${Math.floor(place / instances) + 1}`;
        const number = (place % instances) + 1;
        const instance = buildInstance({
          PatientID,
          StudyInstanceUID,
          SeriesInstanceUID,
          SOPInstanceUID: `${SeriesInstanceUID}.${number}`,
          InstanceNumber: number,
        });
        writeFileSync(path.join(folder, `${place + 1}.dcm`), instance);
      }
      const task = await test.ask('imports.start', { application, paths: [folder] });
      await test.finished(task.id);
      const { total } = await test.ask('runs.list', { application });
      await test.ask('arrivals.process_now', { application });
      await until(async () => (await test.ask('runs.list', { application })).total > total);
      const [run] = (await test.ask('runs.list', { application })).rows;
      if (run === undefined) throw new EngineError('internal', 'There is no run.');
      return test.ended(run.id);
    },
    async ended(run) {
      await until(async () => (await test.ask('runs.get', { application, run })).state !== 'active');
      return test.ask('runs.get', { application, run });
    },
    async finished(task) {
      await until(async () => (await test.ask('tasks.get', { application, task })).state !== 'running');
      return test.ask('tasks.get', { application, task });
    },
    async restart() {
      await engine.close();
      engine = start();
    },
    async close() {
      await engine.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  /** Looks after every event, and now and then between: what changes need not announce itself. */
  async function until(holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + longestWait;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error('It did not come to pass in time.');
      await new Promise<void>((resolve) => {
        const stop = engine.events.listen(go);
        const timer = setTimeout(go, 100);
        function go(): void {
          stop();
          clearTimeout(timer);
          resolve();
        }
      });
    }
  }
  return test;
}
