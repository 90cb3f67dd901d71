import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ApplicationOptions, EngineClient, RunDetail } from '../../contract/index.ts';
import { followRuns, followTask, newestRunNumber, runsAfter } from '../../main/link/index.ts';
import { buildBundles } from '../../scripts/build/index.ts';
import { startEngine } from './engine.ts';
import type { OwnEngine } from './engine.ts';

/** An engine of its own in a folder of its own, for one benchmark. */
export interface Bench {
  readonly client: EngineClient;
  /** Process id of the engine. */
  readonly pid: number;
  /** For the benchmark's own files; on the disk of the checkout, because a temporary folder may lie in memory. */
  folder: string;
  /** Creates an application and returns its identifier. */
  createApplication(name: string, options: Partial<ApplicationOptions>): Promise<string>;
  /** Imports and waits for the end of the import. @throws Error unless exactly `expected` instances are new */
  importNew(application: string, folder: string, expected: number): Promise<void>;
  /** Waits until all that arrived is processed; the runs that came since `runNumber`. */
  runsSince(application: string, runNumber: number): Promise<RunDetail[]>;
  newestRunNumber(application: string): Promise<number>;
  /** Installs a service of the given jobs, all with the same callback and worker, written in Python. */
  installService(application: string, service: BenchService): Promise<void>;
  /** Ends the engine, does the work, and starts it again. */
  offline<Result>(work: () => Promise<Result> | Result): Promise<Result>;
  /** `kill -9` of the engine and of every process below it; resolves when the next engine serves. */
  killEngine(): Promise<void>;
  /** Greatest memory the engine process ever had, in MB (Linux); what it has now elsewhere. */
  peakEngineMemory(): Promise<number>;
}

/** A service for measurements. */
export interface BenchService {
  name: string;
  jobs: number;
  /** Body of the worker function. */
  worker: string;
  /** Each job depends on the one before it. */
  chained?: boolean;
}

const silent = { progress: () => undefined };

/** Runs a benchmark and removes all it left, whatever happens. */
export async function withBench<Result>(
  name: string,
  work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  await buildBundles();
  return inBenchFolder(name, async (folder) => {
    const home = path.join(folder, 'home');
    const engine = { running: await startEngine(home) };
    try {
      return await work(benchOver(engine, folder, home));
    } finally {
      await engine.running.close();
    }
  });
}

/** Does the work with a folder of its own, which is removed afterwards, whatever happens. */
export async function inBenchFolder<Result>(
  name: string,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const parent = fileURLToPath(new URL('../../out/bench', import.meta.url));
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, `${name}-`));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function benchOver(engine: { running: OwnEngine }, folder: string, home: string): Bench {
  const client = () => engine.running.client;
  return {
    get client() {
      return client();
    },
    get pid() {
      return engine.running.pid;
    },
    folder,
    async offline(work) {
      await engine.running.close();
      try {
        return await work();
      } finally {
        engine.running = await startEngine(home);
      }
    },
    async killEngine() {
      await engine.running.kill();
      engine.running = await startEngine(home);
    },
    async createApplication(name, options) {
      const { id } = await client().request('applications.create', { name, options });
      return id;
    },
    async importNew(application, source, expected) {
      const started = await client().request('imports.start', { application, paths: [source] });
      const task = await followTask(client(), application, started, silent);
      if (task.state !== 'succeeded' || task.counts.new !== expected) {
        throw new Error(`The import ended otherwise than it should: ${JSON.stringify(task)}`);
      }
    },
    async runsSince(application, runNumber) {
      await followRuns(client(), application, silent);
      return runsAfter(client(), application, runNumber);
    },
    newestRunNumber: (application) => newestRunNumber(client(), application),
    async installService(application, service) {
      const place = path.join(folder, service.name);
      await writeService(place, service);
      await client().request('services.install', { application, path: place });
    },
    async peakEngineMemory() {
      const { pid, residentMemory } = await client().request('engine.status', {});
      const peak = await readFile(`/proc/${pid}/status`, 'utf8').then(
        (status) => Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024,
        () => residentMemory,
      );
      return peak / 1e6;
    },
  };
}

/** Writes a service into a folder. */
export async function writeService(
  place: string,
  { name, jobs, worker, chained }: BenchService,
): Promise<void> {
  const settings = Array.from({ length: jobs }, (_, index) => ({
    jobName: `${name}_${index + 1}`,
    worker: `${name}.worker`,
    callback: `${name}.callback`,
    dependsOn: chained === true && index > 0 ? `${name}_${index}` : null,
  }));
  await mkdir(path.join(place, 'registry'), { recursive: true });
  await mkdir(path.join(place, 'module'), { recursive: true });
  await writeFile(path.join(place, 'registry', 'settings.json'), JSON.stringify(settings));
  await writeFile(path.join(place, 'registry', '__init__.py'), 'def callback(**kwargs):\n    return True\n');
  await writeFile(
    path.join(place, 'module', '__init__.py'),
    `import time\n\n\ndef worker(**kwargs):\n    ${worker}\n`,
  );
}
