/**
 * `npm run bench -- search [--json]`: the first rows of searches in an archive of a million instances, through the
 * engine's socket as the window asks for them.
 */
import path from 'node:path';
import { Command } from 'commander';
import { fillStudies } from './search/fillStudies.ts';
import { percentile, rounded, withBench } from './support/index.ts';

const options = new Command('npm run bench -- search')
  .option('--json', 'print the figures as one line of JSON', false)
  .option('--studies <n>', 'studies in the archive, with 2 series of 5 instances each', Number, 100_000)
  .option('--readings <n>', 'times that each search is made', Number, 10)
  .parse()
  .opts<{ json: boolean; studies: number; readings: number }>();

const say = (text: string) => process.stderr.write(`${text}\n`);
/** As they are typed, letter by letter and as a whole; without any: the list of all. */
const searches = [
  '',
  'm',
  'me',
  'mey',
  'meyer anna',
  'ct',
  'PAT-777',
  'acc999',
  '2012-01..2013-06',
  'mr 2012-01..2013-06 kaya',
  'modality:MR BodyPartExamined:HEAD',
  '"ct thorax" siemens',
  'ct mr',
  '1.3.6.1',
  'nobody',
];

const report = await withBench('search', async (bench) => {
  const application = await bench.createApplication('Search', { quietSeconds: 86_400 });
  const { folder } = await bench.client.request('applications.get', { application });
  await bench.offline(() =>
    fillStudies(path.join(folder, 'history.sqlite'), {
      studies: options.studies,
      seriesEach: 2,
      instancesEach: 5,
    }),
  );
  say(`First 100 rows of ${options.studies * 10} instances, median and p95 in ms:`);
  const all: number[] = [];
  let slowest = 0;
  for (const search of searches) {
    const times: number[] = [];
    let total = 0;
    for (let reading = 0; reading < options.readings; reading += 1) {
      const begin = performance.now();
      const page = await bench.client.request('studies.list', { application, search, limit: 100 });
      times.push(performance.now() - begin);
      total = page.total;
    }
    all.push(...times);
    slowest = Math.max(slowest, percentile(times, 50));
    const figures = [50, 95].map((percent) => percentile(times, percent).toFixed(1)).join(' / ');
    say(`  ${(search === '' ? '(all)' : search).padEnd(36)} ${String(total).padStart(7)}   ${figures}`);
  }
  return {
    searchP50Ms: rounded(percentile(all, 50), 1),
    searchP95Ms: rounded(percentile(all, 95), 1),
    slowestMedianMs: rounded(slowest, 1),
  };
});
process.stdout.write(`${JSON.stringify(report, null, options.json ? undefined : 2)}\n`);
