import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applicationOptionsSchema } from '../../../../contract/index.ts';
import type { ApplicationOptions, Quarantined } from '../../../../contract/index.ts';
import { createArchive } from '../../archive/index.ts';
import type { Archive } from '../../archive/index.ts';
import { applicationFolders, createEventBus, newId, silentLogger } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';
import type { History } from '../../database/index.ts';
import { listQuarantine } from '../../history/index.ts';
import { createQuarantine } from '../quarantine.ts';
import type { Quarantine } from '../types.ts';

export interface TestQuarantine {
  context: ApplicationContext;
  archive: Archive;
  quarantine: Quarantine;
  /** Names of the events, in order. */
  events: string[];
  /** A file in the staging folder with these bytes. */
  staging(bytes: Uint8Array): string;
  rows(): Quarantined[];
  /** Files in the folder of the quarantine. */
  files(): string[];
  /** What lies in the staging folder, journals left out. */
  leftovers(): string[];
  instances(): { SOPInstanceUID: string; SeriesInstanceUID: string; PatientID: string }[];
  close(): Promise<void>;
}

/**
 * Opens archive and quarantine of an application in `root`, which may have been used before.
 * @param through what the history is used through
 */
export function openTestQuarantine(
  root: string,
  options: Partial<ApplicationOptions> = {},
  through: (history: History) => History = (history) => history,
): TestQuarantine {
  const folders = applicationFolders(root);
  mkdirSync(folders.archive, { recursive: true });
  const bus = createEventBus();
  const events: string[] = [];
  bus.listen((name) => events.push(name));
  const context: ApplicationContext = {
    id: 'test',
    folders,
    history: through(openHistory(folders.historyFile)),
    events: bus,
    log: silentLogger,
    options: () => applicationOptionsSchema.parse(options),
  };
  const archive = createArchive(context, { completeness: { note: () => undefined } });
  const quarantine = createQuarantine(context, archive);
  return {
    context,
    archive,
    quarantine,
    events,
    staging(bytes) {
      const file = path.join(folders.staging, `${newId()}.part`);
      writeFileSync(file, bytes);
      return file;
    },
    rows: () => listQuarantine(context.history, { limit: 100 }).rows,
    files: () => readdirSync(folders.quarantine).sort(),
    leftovers: () => readdirSync(folders.staging).filter((name) => !name.endsWith('.journal')),
    instances: () =>
      context.history.all(
        `SELECT SOPInstanceUID, SeriesInstanceUID, PatientID FROM instance
           JOIN series ON series.key = instance.series_key JOIN study ON study.key = series.study_key
           JOIN patient ON patient.key = study.patient_key ORDER BY instance.key`,
      ),
    async close() {
      await quarantine.close();
      await archive.close();
      context.history.close();
    },
  };
}
