/** Entry of the thread that measures folders. */
import { lstatSync, readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
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

const isTooLate = () => performance.now() > until;

/** Files come and go meanwhile; what cannot be read counts as nothing. Links count as themselves. */
function measure(part: string, place: string): void {
  const open = [place];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (isTooLate()) return add(part, 0, false);
    const entries = entriesOf(here);
    if (entries === null) addFile(part, here);
    for (const entry of entries ?? []) {
      const file = path.join(here, entry.name);
      if (entry.isDirectory()) open.push(file);
      else if (isTooLate()) return add(part, 0, false);
      else addFile(part, file);
    }
  }
}

/** Null: it is no folder, or cannot be read. */
function entriesOf(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return null;
  }
}

/** A file of which the disk does not tell its size makes the sum a smaller one than it is. */
function addFile(part: string, file: string): void {
  try {
    const stats = lstatSync(file, { throwIfNoEntry: false });
    add(part, stats === undefined || stats.isDirectory() ? 0 : stats.size, true);
  } catch {
    add(part, 0, false);
  }
}

const namesIn = (folder: string) => (entriesOf(folder) ?? []).map(({ name }) => name);

const ofRuns = ['logs', 'inputs', 'results'];
for (const part of [...order.places.map((place) => place.part), ...ofRuns]) add(part, 0, true);
for (const { part, path: place } of order.places) measure(part, place);
for (const run of namesIn(order.runs)) {
  if (isTooLate()) {
    for (const part of ofRuns) add(part, 0, false);
    break;
  }
  const folder = path.join(order.runs, run);
  measure('logs', path.join(folder, 'logs'));
  for (const name of namesIn(path.join(folder, 'data'))) {
    measure(name === 'dicom' ? 'inputs' : 'results', path.join(folder, 'data', name));
  }
}
const measured: Measured = { parts: [...sums].map(([part, sum]) => ({ part, ...sum })) };
parentPort?.postMessage(measured);
