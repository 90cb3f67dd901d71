import { percentile } from '../support/index.ts';
import type { Bench } from '../support/index.ts';
import { fillHistory } from './filling.ts';
import { processPatient } from './own.ts';
import { systemPython } from './rq.ts';

/** Times that each page is read. */
const readings = 20;
const limit = 100;

/** Pages that the window shows, by name. */
const pages = {
  jobs: (bench: Bench, application: string, cursor?: string) =>
    bench.client.request('job_runs.list', { application, limit, cursor }),
  'jobs by state': (bench: Bench, application: string, cursor?: string) =>
    bench.client.request('job_runs.list', { application, states: ['succeeded'], limit, cursor }),
  runs: (bench: Bench, application: string, cursor?: string) =>
    bench.client.request('runs.list', { application, limit, cursor }),
  'runs by state': (bench: Bench, application: string, cursor?: string) =>
    bench.client.request('runs.list', { application, states: ['succeeded'], limit, cursor }),
};

/**
 * Reads pages of histories of growing size as a client does, at their beginning and ten pages further on.
 * @returns the slowest median of all pages of the greatest history, in milliseconds
 */
export async function measurePages(
  bench: Bench,
  { sizes, say }: { sizes: readonly number[]; say(text: string): void },
): Promise<number> {
  const application = await bench.createApplication('History', { quietSeconds: 0, python: systemPython });
  await bench.installService(application, { name: 'past', jobs: 100, worker: 'return None' });
  await processPatient(bench, application);
  const { folder } = await bench.client.request('applications.get', { application });
  say(`Pages of ${limit} rows through the socket, median and p95 in ms, by job runs in the history:`);
  let slowest = 0;
  for (const size of sizes) {
    await bench.offline(() => fillHistory(folder, size, 'ended'));
    slowest = 0;
    const texts: string[] = [];
    for (const [name, read] of Object.entries(pages)) {
      const times = await timePages(async (cursor) => (await read(bench, application, cursor)).nextCursor);
      slowest = Math.max(slowest, percentile(times, 50));
      texts.push(`${name} ${percentile(times, 50).toFixed(1)} / ${percentile(times, 95).toFixed(1)}`);
    }
    say(`  ${String(size).padStart(9)}: ${texts.join('   ')}`);
  }
  return slowest;
}

/** Milliseconds of reading the first page and the ten after it, several times. */
async function timePages(read: (cursor?: string) => Promise<string | null>): Promise<number[]> {
  const times: number[] = [];
  for (let reading = 0; reading < readings; reading += 1) {
    let cursor: string | undefined;
    for (let page = 0; page <= 10; page += 1) {
      const begin = performance.now();
      const next = await read(cursor);
      times.push(performance.now() - begin);
      if (next === null) break;
      cursor = next;
    }
  }
  return times;
}
