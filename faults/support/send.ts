import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { buildInstance } from '../../scripts/phantom/index.ts';
import type { Bench } from './bench.ts';

/** An instance that is to arrive. */
export interface Sent {
  PatientID: string;
  SOPInstanceUID: string;
  bytes: Buffer;
}

/** Small patients with so many images each, in two series. */
export function smallPatients(from: number, to: number, images = 2, edge = 4): Sent[] {
  const all: Sent[] = [];
  for (let patient = from; patient < to; patient += 1) {
    for (let image = 1; image <= images; image += 1) {
      const PatientID = `FAULT-${patient}`;
      const SOPInstanceUID = `1.2.826.${patient}.${image}`;
      const SeriesNumber = 2 - (image % 2);
      const tags = {
        PatientID,
        SOPInstanceUID,
        SeriesNumber,
        InstanceNumber: image,
        Rows: edge,
        Columns: edge,
      };
      all.push({ PatientID, SOPInstanceUID, bytes: buildInstance(tags) });
    }
  }
  return all;
}

/** Posts instances until each was told to be stored, however often the receiver dies. */
export async function sendAll(bench: Bench, instances: readonly Sent[]): Promise<void> {
  const waiting = [...instances];
  const lanes = Array.from({ length: 4 }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      while (!(await post(bench, next))) {
        await delay(50);
      }
    }
  });
  await Promise.all(lanes);
}

/** Posts one instance; the HTTP status, or null where nobody answered. */
export function postOne(bench: Bench, { bytes }: Sent): Promise<number | null> {
  const token = readFileSync(path.join(bench.folders.root, 'http-token'), 'utf8').trim();
  return new Promise((resolve) => {
    const request = http.request(
      {
        port: bench.port,
        method: 'POST',
        path: '/instances',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/dicom' },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? null));
        response.once('error', () => resolve(null));
      },
    );
    request.once('error', () => resolve(null));
    request.end(bytes);
  });
}

async function post(bench: Bench, instance: Sent): Promise<boolean> {
  const status = await postOne(bench, instance);
  return status !== null && status >= 200 && status < 300;
}
