/** Entry of the worker thread that reads headers for the filters. */
import { parentPort } from 'node:worker_threads';
import { judgeSeries } from './judgeSeries.ts';
import type { SeriesVerdict } from './judgeSeries.ts';
import type { FilterAnswer, FilterOrder } from './protocol.ts';

parentPort?.on('message', ({ id, series, filters, required, stop }: FilterOrder) => {
  const flag = new Int32Array(stop);
  const verdicts: SeriesVerdict[] = [];
  for (const files of series) {
    if (Atomics.load(flag, 0) !== 0) break;
    verdicts.push(judgeSeries(files, filters, required));
  }
  const whole = verdicts.length === series.length;
  parentPort?.postMessage({ id, verdicts: whole ? verdicts : null } satisfies FilterAnswer);
});
