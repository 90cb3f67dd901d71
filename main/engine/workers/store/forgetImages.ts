import { existsSync, readdirSync } from 'node:fs';
import { workerPlaces } from './places.ts';
import { readRecord, writeRecord } from './records.ts';

/**
 * Lets the workers in a copied folder be as if they had never been built: their images are those of the application
 * that they were copied from, and go with it. Builds of the same are quick, Docker has their steps.
 * @param folder the one that holds a folder for each worker
 */
export function forgetImages(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const { recordFile } = workerPlaces(folder, entry.name);
    if (existsSync(recordFile))
      writeRecord(recordFile, { ...readRecord(recordFile), image: null, lastBuild: null });
  }
}
