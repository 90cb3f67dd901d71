import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TestContext } from 'vitest';
import {
  count,
  faultsIn,
  noteOutcome,
  pythonHosts,
  sendAll,
  setUp,
  smallPatients,
  startEngine,
  until,
  untilAtRest,
} from './support/index.ts';
import type { Bench, EngineProcess, Sent } from './support/index.ts';

interface Held {
  bench: Bench;
  sent: Sent[];
  engine: EngineProcess;
  hosts: number[];
  jobs: number[];
  /** Lets the jobs go on to their ends. */
  release(): void;
}

/** Two patients, the first of whose jobs run and wait. */
async function holdJobs(context: TestContext): Promise<Held> {
  if (process.platform !== 'linux') context.skip('the processes of Python are found by /proc');
  const bench = await setUp({ options: { leaseSeconds: 2 } });
  const hold = path.join(bench.folders.logs, 'hold');
  writeFileSync(hold, '');
  const sent = smallPatients(0, 2);
  const engine = await startEngine(bench.home);
  await sendAll(bench, sent);
  let jobs: number[] = [];
  await until('jobs are running', () => {
    jobs = processesThat(bench, 'held');
    return jobs.length > 0 && count(bench, "SELECT count(*) AS n FROM job_run WHERE state = 'running'") > 0;
  });
  const release = () => rmSync(hold, { force: true });
  return { bench, sent, engine, hosts: pythonHosts(engine.pid), jobs, release };
}

/** Processes of jobs that were held, or of callbacks that were asked and held. */
function processesThat(bench: Bench, were: 'held' | 'asked'): number[] {
  return readdirSync(bench.folders.logs).flatMap((name) => {
    const pid = new RegExp(String.raw`^${were}-(\d+)$`).exec(name)?.[1];
    return pid === undefined ? [] : [Number(pid)];
  });
}

const interruptedOf = (bench: Bench) =>
  count(bench, "SELECT count(*) AS n FROM attempt WHERE outcome = 'interrupted'");

/** The job under which a signal ends the runtime, or stops it, belongs to one patient, the callback to another. */
const underCallbacks: [NodeJS.Signals, 'with jobs beside it' | 'alone'][] = [
  ['SIGKILL', 'with jobs beside it'],
  ['SIGSTOP', 'with jobs beside it'],
  ['SIGKILL', 'alone'],
  // Nothing but pings tells that it is stopped.
  ['SIGSTOP', 'alone'],
];

describe('Python', () => {
  it('kill -9 of the runtime process while jobs run in it', async (context) => {
    const held = await holdJobs(context);
    expect(held.hosts).not.toEqual([]);
    for (const pid of held.hosts) process.kill(pid, 'SIGKILL');
    await until('the jobs are interrupted', () => interruptedOf(held.bench) > 0);
    held.release();
    await untilAtRest(held.bench, held.sent);
    await held.engine.stop();
    expect(faultsIn(held.bench, held.sent)).toEqual([]);
    noteOutcome(context, held.bench, held.sent);
  });

  it('kill -9 of a job: its own failure and nobody else’s', async (context) => {
    const held = await holdJobs(context);
    // Never of 0, which would be every process of this test.
    const [job] = held.jobs;
    if (job === undefined || job <= 1) throw new Error('No job was seen');
    process.kill(job, 'SIGKILL');
    await until('the job has failed', () => {
      const failed = "SELECT count(*) AS n FROM job_run WHERE state = 'failed' AND job_name = 'measure'";
      return count(held.bench, failed) === 1;
    });
    held.release();
    await untilAtRest(held.bench, held.sent);
    await held.engine.stop();
    expect(faultsIn(held.bench, held.sent)).toEqual([
      expect.stringMatching(/^measure of FAULT-\d ended as failed$/),
    ]);
    noteOutcome(context, held.bench, held.sent, '1 failed for it');
  });

  it('SIGSTOP of the runtime process for longer than the lease', async (context) => {
    const held = await holdJobs(context);
    expect(held.hosts).not.toEqual([]);
    for (const pid of held.hosts) {
      process.kill(pid, 'SIGSTOP');
      onTestFinished(() => endQuietly(pid));
    }
    await until('the jobs are interrupted', () => interruptedOf(held.bench) > 0);
    held.release();
    await untilAtRest(held.bench, held.sent);
    await held.engine.stop();
    expect(faultsIn(held.bench, held.sent)).toEqual([]);
    noteOutcome(context, held.bench, held.sent);
  });

  it.for(underCallbacks)(
    '%s of the runtime process while a callback is asked, %s: it is asked again',
    async ([signal, beside], context) => {
      if (process.platform !== 'linux') context.skip('the processes of Python are found by /proc');
      const options = { leaseSeconds: 2, callbackTimeoutSeconds: 4 };
      const bench = await setUp({ options });
      const jobsHold = path.join(bench.folders.logs, 'hold');
      const callbacksHold = path.join(bench.folders.logs, 'hold-callbacks');
      const sent = smallPatients(0, 2);
      const engine = await startEngine(bench.home);
      const isBesideJobs = beside === 'with jobs beside it';
      if (isBesideJobs) writeFileSync(jobsHold, '');
      await sendAll(bench, sent.slice(0, 2));
      if (isBesideJobs) await until('a job is running', () => processesThat(bench, 'held').length > 0);
      else await untilAtRest(bench, sent.slice(0, 2));
      writeFileSync(callbacksHold, '');
      await sendAll(bench, sent.slice(2));
      await until('a callback is asked', () => processesThat(bench, 'asked').length > 0);
      const hosts = pythonHosts(engine.pid);
      expect(hosts).not.toEqual([]);
      for (const pid of hosts) {
        process.kill(pid, signal);
        onTestFinished(() => endQuietly(pid));
      }
      await until('it is asked again', () => processesThat(bench, 'asked').length > 1);
      rmSync(callbacksHold);
      rmSync(jobsHold, { force: true });
      await untilAtRest(bench, sent);
      await engine.stop();
      expect(faultsIn(bench, sent)).toEqual([]);
      expect(interruptedOf(bench) > 0).toBe(isBesideJobs);
      noteOutcome(context, bench, sent, 'its callback asked again');
    },
  );
});

function endQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
