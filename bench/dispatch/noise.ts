import { stat } from 'node:fs/promises';
import path from 'node:path';
import { cpuTime, median, waitUntil } from '../support/index.ts';
import type { Bench } from '../support/index.ts';
import { importPatient, processPatient, resultsOf } from './own.ts';
import { systemPython } from './rq.ts';

/** A job of fixed work; it tells how long it took. */
const workOf = (size: number) => `begin = time.time(); sum(range(${size})); return time.time() - begin`;

/**
 * A job that prints far more than its limit: what it costs in memory and disk, how long it takes, and how long another
 * job takes beside it, by how long that takes alone.
 */
export async function measureNoise(
  bench: Bench,
  { megabytes, say }: { megabytes: number; say(text: string): void },
): Promise<void> {
  const quiet = await bench.createApplication('Quiet', { quietSeconds: 0, python: systemPython, slots: 1 });
  await bench.installService(quiet, { name: 'quiet', jobs: 3, worker: workOf(20_000 * megabytes) });
  const noisy = await bench.createApplication('Noisy', { quietSeconds: 0, python: systemPython, slots: 1 });
  const print = `import sys; [sys.stdout.write("x" * 99 + "\\n") for _ in range(${megabytes * 10_000})]`;
  await bench.installService(noisy, { name: 'noisy', jobs: 1, worker: print });
  const secondsOfWork = async () =>
    median((await resultsOf(bench, quiet, await processPatient(bench, quiet))).map(Number));

  const alone = await secondsOfWork();
  const memory = await bench.peakEngineMemory();
  const cpu = cpuTime(bench.pid);
  await importPatient(bench, noisy);
  await waitUntil('printing', async () => {
    const { rows } = await bench.client.request('job_runs.list', { application: noisy, limit: 1 });
    return rows[0]?.startedAt != null;
  });
  const beside = await secondsOfWork();
  await waitUntil('the end of the printing', async () => {
    const { rows } = await bench.client.request('job_runs.list', { application: noisy, limit: 1 });
    return rows[0]?.finishedAt != null;
  });
  const [jobRun] = (await bench.client.request('job_runs.list', { application: noisy, limit: 1 })).rows;
  if (jobRun === undefined) throw new Error('The job that prints is gone.');
  const detail = await bench.client.request('job_runs.get', { application: noisy, jobRun: jobRun.id });
  const [attempt] = detail.attemptList;
  const { folder } = await bench.client.request('runs.get', { application: noisy, run: jobRun.run });
  const { size } = await stat(path.join(folder, 'logs', `${jobRun.id}.1.jsonl`)).catch(() => ({
    size: Number.NaN,
  }));
  const seconds = ((jobRun.finishedAt ?? 0) - (jobRun.startedAt ?? 0)) / 1000;
  say(
    `A job that prints ${megabytes} MB: ${jobRun.state} in ${seconds.toFixed(1)} s, log ${mb(attempt?.logBytes)} MB ` +
      `(file ${mb(size)} MB), ${mb(attempt?.droppedLogBytes)} MB counted only, engine memory ` +
      `+${((await bench.peakEngineMemory()) - memory).toFixed(0)} MB, CPU ${((cpuTime(bench.pid) - cpu) / 1000).toFixed(1)} s; ` +
      `another job beside it takes ${(beside / alone).toFixed(2)} times as long`,
  );
}

function mb(bytes: number | undefined): string {
  return ((bytes ?? Number.NaN) / 1e6).toFixed(1);
}
