/** Entry of the thread that measures folders. */
import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { orderSchema } from './order.ts';
import type { Measured } from './order.ts';

const order = orderSchema.parse(workerData);
const until = performance.now() + order.mostMs;
const sums = new Map<string, { bytes: number; isWhole: boolean }>();

function add(part: string, bytes: number, isWhole: boolean): void {
  const sum = sums.get(part) ?? { bytes: 0, isWhole: true };
  sums.set(part, { bytes: sum.bytes + bytes, isWhole: sum.isWhole && isWhole });
}

/** Files come and go meanwhile; what cannot be read counts as nothing. Links count as themselves. */
function measure(part: string, place: string): void {
  const open = [place];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (performance.now() > until) {
      add(part, 0, false);
      return;
    }
    try {
      for (const entry of readdirSync(here, { withFileTypes: true })) {
        const file = path.join(here, entry.name);
        if (entry.isDirectory()) open.push(file);
        else add(part, sizeOf(file), true);
      }
    } catch {
      add(part, sizeOf(here), true);
    }
  }
}

function sizeOf(file: string): number {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  return stats === undefined || stats.isDirectory() ? 0 : stats.size;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

for (const { part, path: place } of order.places) measure(part, place);
for (const run of namesIn(order.runs)) {
  const folder = path.join(order.runs, run);
  measure('logs', path.join(folder, 'logs'));
  for (const name of namesIn(path.join(folder, 'data'))) {
    measure(name === 'dicom' ? 'inputs' : 'results', path.join(folder, 'data', name));
  }
}
const measured: Measured = { parts: [...sums].map(([part, sum]) => ({ part, ...sum })) };
parentPort?.postMessage(measured);
