import { randomUUID } from 'node:crypto';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { phantomFiles, tourPatient } from '../phantom/index.ts';
import { inCheckout } from './checkout.ts';
import { fingerprint } from './fingerprint.ts';

const folder = inCheckout('out', 'sample');
const sources = ['scripts/phantom'];
/** The same plan gives the same file, whenever it is made. */
const mtime = new Date('2024-04-02T08:30:00Z');

/** Packs the patient of the guided tour into one file, where that has not been done since its plan changed. */
export async function packSample(): Promise<void> {
  const stamp = path.join(folder, '.fingerprint');
  const now = fingerprint(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  mkdirSync(folder, { recursive: true });
  const staging = path.join(folder, `.${randomUUID()}`);
  try {
    const zip = new ZipFile();
    for (const { path: name, head, pixels } of phantomFiles([tourPatient()])) {
      zip.addBuffer(Buffer.concat([head, pixels]), name, { mtime });
    }
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(staging));
    renameSync(staging, path.join(folder, 'patient.zip'));
    writeFileSync(stamp, now);
  } finally {
    rmSync(staging, { force: true });
  }
}
