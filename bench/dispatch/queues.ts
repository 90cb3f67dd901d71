import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { claimJobs } from '../../main/engine/dispatch/index.ts';
import { openHistory } from '../../main/engine/database/index.ts';
import { median, percentile, waitUntil } from '../support/index.ts';
import type { Bench } from '../support/index.ts';
import { fillHistory } from './filling.ts';
import { historyOf, processPatient } from './own.ts';
import { systemPython } from './rq.ts';

/** Claims that are timed at each length of the queue in each round. */
const claims = 400;
const rounds = 9;
/** Jobs of the longest queue that the engine does; fewer where there are not so many. */
const most = 500;
/** Jobs claimed at once. */
const slots = 2;

/** Time of a claim. */
interface Claims {
  p50Ms: number;
  p99Ms: number;
}

/**
 * Fills the queue of an application step by step and times claims, each a transaction of its own on the history as the
 * engine writes it; then has the engine work at the longest queue for a while.
 * @returns p99 of a claim from the longest queue by that from the shortest
 */
export async function measureQueues(
  bench: Bench,
  { lengths, say }: { lengths: readonly number[]; say(text: string): void },
): Promise<number> {
  const application = await bench.createApplication('Queue', { quietSeconds: 0, python: systemPython });
  await bench.installService(application, { name: 'waiting', jobs: 100, worker: 'return None' });
  await processPatient(bench, application);
  const { folder } = await bench.client.request('applications.get', { application });
  const measured = await bench.offline(() => {
    const files = lengths.map((length) => {
      fillHistory(folder, length, 'queued');
      const file = path.join(bench.folder, `queue-${length}.sqlite`);
      copyFileSync(historyOf(folder), file);
      return file;
    });
    return timeInTurn(files);
  });
  say('Claim of two jobs, commit included:');
  for (const [index, { p50Ms, p99Ms }] of measured.entries()) {
    say(
      `  ${String(lengths[index]).padStart(9)} queued: p50 ${p50Ms.toFixed(3)} ms, p99 ${p99Ms.toFixed(3)} ms`,
    );
  }
  const worked = Math.min(most, lengths.at(-1) ?? 0);
  // Ends where it began: in the engine that has the long queue before it.
  const before = await succeeded(bench, application);
  await waitUntil(
    'work at the long queue',
    async () => (await succeeded(bench, application)) >= before + worked,
  );
  await bench.client.request('applications.set_options', { application, options: { slots: 1 } });
  return (measured.at(-1)?.p99Ms ?? Number.NaN) / (measured[0]?.p99Ms ?? Number.NaN);
}

async function succeeded(bench: Bench, application: string): Promise<number> {
  const { total } = await bench.client.request('job_runs.list', {
    application,
    states: ['succeeded'],
    limit: 1,
  });
  return total;
}

/** Times claims from each history in turn, so that what else the machine does meets them all; the median of all rounds. */
function timeInTurn(files: readonly string[]): Claims[] {
  const measured: Claims[][] = files.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, file] of files.entries()) measured[index]?.push(timeClaims(file));
  }
  return measured.map((ofFile) => ({
    p50Ms: median(ofFile.map((round) => round.p50Ms)),
    p99Ms: median(ofFile.map((round) => round.p99Ms)),
  }));
}

/** Claims and gives back, so that the queue stays as long as it is. */
function timeClaims(file: string): Claims {
  const history = openHistory(file);
  try {
    const environment = { name: 'local', channels: ['*'], slots, description: '' };
    const times: number[] = [];
    for (let claim = 0; claim < claims; claim += 1) {
      const begin = performance.now();
      const claimed = history.write(() =>
        claimJobs(history, [environment], [{ environment, free: slots }], Date.now()),
      );
      times.push(performance.now() - begin);
      if (claimed.length !== slots) throw new Error(`${claimed.length} jobs were claimed, not ${slots}.`);
      history.write(() => {
        for (const { key } of claimed) {
          history.run('DELETE FROM attempt WHERE job_run_key = ?', [key]);
          history.run("UPDATE job_run SET state = 'queued', attempts = 0 WHERE key = ?", [key]);
        }
      });
    }
    return { p50Ms: median(times), p99Ms: percentile(times, 99) };
  } finally {
    history.close();
  }
}
