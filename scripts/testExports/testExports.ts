import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { buildInstance } from '../phantom/index.ts';
import type { Chosen, Task } from '../../contract/index.ts';
import { openTestArchive } from '../../main/engine/archive/testing/index.ts';
import type { TestArchive } from '../../main/engine/archive/testing/index.ts';
import { getTask } from '../../main/engine/history/index.ts';
import { createExports } from '../../main/engine/exports/index.ts';
import type { Exports } from '../../main/engine/exports/index.ts';

/** Services that anonymise, as the room is handed them. */
type Anonymizers = Parameters<typeof createExports>[1]['anonymizers'];

/** A real archive, exports of it, and a folder to export into. */
export interface TestExports extends Pick<TestArchive, 'context' | 'files'> {
  root: string;
  /** Empty, and of nobody. */
  outside: string;
  /** Opens the room, once more. */
  start(anonymizers?: Anonymizers): Exports;
  /** Takes files into the archive. */
  take(...files: Uint8Array[]): Promise<void>;
  /** Waits for the end of a task. */
  ended(task: { id: string }): Promise<Task>;
  /** Writes over the name and identifier as some do, leaves one as it was, forgets the name in another. */
  sloppy(): Anonymizers;
  close(): Promise<void>;
}

export function openTestExports(): TestExports {
  const root = mkdtempSync(path.join(os.tmpdir(), 'exports-'));
  const outside = path.join(root, 'outside');
  mkdirSync(outside);
  mkdirSync(path.join(root, 'application'));
  const { context, archive, files, stage, close } = openTestArchive(path.join(root, 'application'));
  const open: Exports[] = [];
  return {
    context,
    files,
    root,
    outside,
    start(anonymizers = noAnonymizers) {
      const exports = createExports(context, { instances: archive, anonymizers });
      open.push(exports);
      return exports;
    },
    async take(...given) {
      const staged = [];
      for (const bytes of given) staged.push(await stage(bytes));
      await archive.take(staged, () => undefined);
    },
    async ended({ id }) {
      await expect.poll(() => getTask(context.history, id).state, { timeout: 20_000 }).not.toBe('running');
      return getTask(context.history, id);
    },
    sloppy: () => ({
      list: () => ['anonymizer'],
      clear: () => Promise.resolve(),
      async run(_asked, use) {
        const folder = mkdtempSync(path.join(root, 'data-'));
        const sources = files().map((name) => path.join(context.folders.archive, name));
        sources.forEach((source, index) => {
          const bytes = readFileSync(source);
          if (index > 0) bytes.write('XXX', bytes.indexOf('A/1'), 'latin1');
          if (index > 1) bytes.write('NOBODY^NONE ', bytes.indexOf('MÜLLER^ANNA'), 'latin1');
          writeFileSync(path.join(folder, `${index}.dcm`), bytes);
        });
        writeFileSync(path.join(folder, 'report.txt'), 'no DICOM');
        await use(folder);
        rmSync(folder, { recursive: true });
      },
    }),
    async close() {
      for (const exports of open) await exports.close();
      await close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export const noAnonymizers: Anonymizers = {
  list: () => [],
  run: () => Promise.reject(new Error('not asked for')),
  clear: () => Promise.resolve(),
};

/** Files below a folder, with `/`. */
export const below = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

const all: Chosen = { patients: ['A/1'], studies: [], series: [] };
/** What is asked for, without its target. */
export const asFolder = { ...all, form: 'folder', layout: 'names', service: null } as const;

const patient = { PatientID: 'A/1', PatientName: 'MÜLLER^ANNA', StudyDate: '20240501' };
/** Three images in two series of one study. */
export const originals = () => [
  buildInstance({
    ...patient,
    StudyDescription: 'CT: Thorax?',
    SeriesNumber: 1,
    SeriesDescription: 'con',
    InstanceNumber: 1,
  }),
  buildInstance({
    ...patient,
    StudyDescription: 'CT: Thorax?',
    SeriesNumber: 1,
    SeriesDescription: 'con',
    InstanceNumber: 2,
  }),
  buildInstance({
    ...patient,
    StudyDescription: 'CT: Thorax?',
    SeriesNumber: 2,
    SeriesDescription: '../up',
    Modality: 'MR',
  }),
];
