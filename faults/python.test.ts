import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TestContext } from 'vitest';
import {
  faultsIn,
  noteOutcome,
  pythonHosts,
  query,
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
    jobs = readdirSync(bench.folders.logs).flatMap((name) => {
      const pid = /^held-(\d+)$/.exec(name)?.[1];
      return pid === undefined ? [] : [Number(pid)];
    });
    const running = query<{ n: number }>(bench, "SELECT count(*) AS n FROM job_run WHERE state = 'running'");
    return jobs.length > 0 && (running[0]?.n ?? 0) > 0;
  });
  const release = () => rmSync(hold, { force: true });
  return { bench, sent, engine, hosts: pythonHosts(engine.pid), jobs, release };
}

const interruptedOf = (bench: Bench) =>
  query<{ n: number }>(bench, "SELECT count(*) AS n FROM attempt WHERE outcome = 'interrupted'")[0]?.n ?? 0;

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
      const [row] = query<{ n: number }>(
        held.bench,
        "SELECT count(*) AS n FROM job_run WHERE state = 'failed'",
      );
      return row?.n === 1;
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
});

function endQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
