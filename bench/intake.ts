/**
 * `npm run bench -- intake [--json]`: reception by C-STORE beside Orthanc and dcmtk's storescp, from the same senders
 * in one run, and import beside `cp -r` plus `sync` and Orthanc's upload.
 */
import { Command } from 'commander';
import { median, rounded, spread, withBench } from './support/index.ts';
import { measureImports } from './intake/imports.ts';
import { measureFlatness } from './intake/flatness.ts';
import { measurePoint } from './intake/points.ts';
import type { Point, Rates } from './intake/points.ts';
import { orthanc, ownReceiver, storescp } from './intake/receivers.ts';
import { measureSending } from './intake/sending.ts';

const options = new Command('npm run bench -- intake')
  .option('--json', 'print the figures as one line of JSON', false)
  .option('--rounds <n>', 'times that each point is measured', Number, 5)
  .option('--scale <n>', 'share of the usual number of files', Number, 1)
  .parse()
  .opts<{ json: boolean; rounds: number; scale: number }>();
const { rounds, scale } = options;

const say = (text: string) => process.stderr.write(`${text}\n`);
const points: Point[] = [
  ...([1, 4, 16] as const).flatMap((associations): Point[] => [
    { kind: 'ct', associations, tuned: true, files: 640 },
    { kind: 'small', associations, tuned: true, files: 3200 },
  ]),
  { kind: 'ct', associations: 1, tuned: false, files: 96 },
  { kind: 'small', associations: 1, tuned: false, files: 96 },
];

// The engine under measurement tells its event loop's delay.
process.env['DCM_PROCESSOR_MEASURE'] = '1';

const report = await withBench('intake', async (bench) => {
  const measured = new Map<string, Rates>();
  const receivers = [ownReceiver(bench), orthanc, storescp];
  say(`Instances per second by C-STORE, ${rounds} rounds, median (range):`);
  for (const point of points) {
    const files = Math.max(Math.round(point.files * scale), point.associations);
    const rates = await measurePoint({ ...point, files }, receivers, { rounds, folder: bench.folder });
    measured.set(nameOf(point), rates);
    const columns = Object.entries(rates).map(([name, values]) => `${name} ${spread(values)}`);
    say(`  ${nameOf(point).padEnd(16)} ${columns.join('   ')}`);
  }
  const { loopDelayP99Ms } = await bench.client.request('engine.status', {});
  const peakRssMb = await bench.peakEngineMemory();
  say(`Event loop delay p99 ${loopDelayP99Ms?.toFixed(1)} ms, peak memory ${peakRssMb.toFixed(0)} MB`);
  const flatness = await measureFlatness(bench, { rounds, say });
  const sending = await measureSending(bench, { rounds, scale, say });
  const imports = await measureImports(bench, { rounds, scale, say });

  const ratio = (name: string, peer: 'orthanc' | 'storescp') => {
    const rates = measured.get(name);
    if (rates === undefined) throw new Error(`${name} was not measured.`);
    return rounded(median(rates.own) / median(rates[peer]), 2);
  };
  return {
    ratio: {
      ctVsOrthanc1: ratio('ct 1', 'orthanc'),
      ctVsOrthanc4: ratio('ct 4', 'orthanc'),
      ctVsOrthanc16: ratio('ct 16', 'orthanc'),
      smallVsOrthanc1: ratio('small 1', 'orthanc'),
      smallVsOrthanc4: ratio('small 4', 'orthanc'),
      smallVsOrthanc16: ratio('small 16', 'orthanc'),
      // The lesser of the two kinds.
      untunedVsOrthanc: Math.min(ratio('ct 1 untuned', 'orthanc'), ratio('small 1 untuned', 'orthanc')),
      ctVsStorescp1: ratio('ct 1', 'storescp'),
      ctVsStorescp4: ratio('ct 4', 'storescp'),
      sendVsStorescu: sending,
      ...imports,
    },
    peakRssMb: rounded(peakRssMb, 0),
    loopDelayP99Ms: rounded(loopDelayP99Ms ?? Number.NaN, 1),
    flatness1M: flatness,
  };
});
process.stdout.write(`${JSON.stringify(report, null, options.json ? undefined : 2)}\n`);

function nameOf({ kind, associations, tuned }: Point): string {
  return `${kind} ${associations}${tuned ? '' : ' untuned'}`;
}
