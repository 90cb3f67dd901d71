import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { cpuTime, waitUntil } from '../support/index.ts';

/** Debian's Python, which is the one that sees Debian's python3-rq. */
export const systemPython = '/usr/bin/python3';

const driver = fileURLToPath(new URL('rq_jobs.py', import.meta.url));
const timesSchema = z.array(z.tuple([z.number(), z.number()]));
const execute = promisify(execFile);

/** One measurement of no-op jobs. */
export interface JobRate {
  jobsPerSecond: number;
  /** Processor time of everything that took part, per job, in milliseconds. */
  cpuMsPerJob: number;
}

/** Why RQ cannot be measured here, or null. */
export async function missingRq(): Promise<string | null> {
  try {
    await execute(systemPython, ['-c', 'import rq']);
    await execute('redis-server', ['--version']);
    return null;
  } catch {
    return 'RQ is not measured: apt-get install redis-server python3-rq';
  }
}

/**
 * No-op jobs per second of RQ with redis-server as Debian configures them, over a Unix socket. All jobs are queued
 * before the workers start, and the starting of the workers is not counted.
 * @param modules folder with the package `nothing` whose function `worker` is run
 */
export async function measureRq(
  folder: string,
  { modules, jobs, workers }: { modules: string; jobs: number; workers: number },
): Promise<JobRate> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const socket = path.join(folder, 'redis.sock');
  const started: ChildProcess[] = [];
  const start = (program: string, args: readonly string[]): ChildProcess => {
    const child = spawn(program, args, { cwd: folder, env: variables, stdio: 'ignore' });
    started.push(child);
    return child;
  };
  const variables = { ...process.env, PYTHONPATH: modules };
  const drive = async (...args: string[]) =>
    (await execute(systemPython, [driver, ...args], { env: variables, maxBuffer: 1e9 })).stdout;
  try {
    const server = start('redis-server', ['--port', '0', '--unixsocket', socket, '--dir', folder]);
    await waitUntil('redis-server', async () => {
      await execute('redis-cli', ['-s', socket, 'ping']);
      return true;
    });
    await drive('queue', socket, String(jobs));
    const before = cpuTime(server.pid ?? 0);
    const ends = Array.from({ length: workers }, () =>
      once(start('/usr/bin/rqworker', ['--burst', '--quiet', '--url', `unix://${socket}`, 'bench']), 'exit'),
    );
    const cpu = { workers: 0 };
    const watching = setInterval(() => {
      cpu.workers = Math.max(cpu.workers, sum(started.slice(1).map((child) => cpuTime(child.pid ?? 0))));
    }, 50);
    await Promise.all(ends).finally(() => clearInterval(watching));
    const times = timesSchema.parse(JSON.parse(await drive('report', socket)));
    if (times.length !== jobs) throw new Error(`RQ finished ${times.length} of ${jobs} jobs.`);
    const first = Math.min(...times.map(([begin]) => begin));
    const last = Math.max(...times.map(([, end]) => end));
    return {
      jobsPerSecond: jobs / (last - first),
      cpuMsPerJob: (cpu.workers + cpuTime(server.pid ?? 0) - before) / jobs,
    };
  } finally {
    for (const child of started) child.kill('SIGKILL');
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
