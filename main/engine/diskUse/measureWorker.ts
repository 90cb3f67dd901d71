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

/** Files come and go meanwhile. Links count as themselves. */
function measure(part: string, place: string): void {
  const open = [place];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (isTooLate()) return add(part, 0, false);
    const entries = entriesOf(here, [part]);
    if (entries === null) addFile(part, here);
    for (const entry of entries ?? []) {
      const file = path.join(here, entry.name);
      if (entry.isDirectory()) open.push(file);
      else if (isTooLate()) return add(part, 0, false);
      else addFile(part, file);
    }
  }
}

/**
 * What lies in a folder; null for what is none. One that is there and cannot be read makes the sums of these parts
 * smaller ones than they are.
 */
function entriesOf(folder: string, parts: readonly string[]): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOTDIR') return null;
    if (code !== 'ENOENT') addUnread(parts);
    return [];
  }
}

function addUnread(parts: readonly string[]): void {
  for (const part of parts) add(part, 0, false);
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

const namesIn = (folder: string, parts: readonly string[]) =>
  (entriesOf(folder, parts) ?? []).map(({ name }) => name);

const ofRuns = ['logs', 'inputs', 'results'];
for (const part of [...order.places.map((place) => place.part), ...ofRuns]) add(part, 0, true);
for (const { part, path: place } of order.places) measure(part, place);
for (const run of namesIn(order.runs, ofRuns)) {
  if (isTooLate()) {
    addUnread(ofRuns);
    break;
  }
  const folder = path.join(order.runs, run);
  measure('logs', path.join(folder, 'logs'));
  for (const name of namesIn(path.join(folder, 'data'), ['inputs', 'results'])) {
    measure(name === 'dicom' ? 'inputs' : 'results', path.join(folder, 'data', name));
  }
}
const measured: Measured = { parts: [...sums].map(([part, sum]) => ({ part, ...sum })) };
parentPort?.postMessage(measured);
