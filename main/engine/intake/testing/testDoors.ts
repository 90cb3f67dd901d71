import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { applicationOptionsSchema } from '../../../../contract/index.ts';
import type { ApplicationOptions, DoorName, DoorSummary } from '../../../../contract/index.ts';
import { createArchive } from '../../archive/index.ts';
import type { Archive } from '../../archive/index.ts';
import type { Completeness } from '../../completeness/index.ts';
import { applicationFolders, createEventBus, newId, silentLogger } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';
import { createQuarantine } from '../../quarantine/index.ts';
import type { Quarantine } from '../../quarantine/index.ts';
import { examine, take } from '../arriving/index.ts';
import { createDoors } from '../doors/index.ts';
import type { Doors } from '../doors/index.ts';

/** What doors need of an application, with real files and a real database, for tests. */
export interface TestDoors {
  context: ApplicationContext;
  archive: Archive;
  quarantine: Quarantine;
  doors: Doors;
  /** Told of new instances as completeness is; null: nobody. */
  completeness: Pick<Completeness, 'note'> | null;
  /** Changes options as `applications.set_options` does. */
  setOptions(changes: Partial<ApplicationOptions>): void;
  /** Archives the bytes of a DICOM file. */
  store(bytes: Uint8Array): Promise<void>;
  /** Archived instances by the index, as SOP Instance UIDs. */
  instances(): string[];
  /** The bytes of all archived instances by SOP Instance UID. */
  stored(): Map<string, Buffer>;
  /** What is in quarantine. */
  quarantined(): { reason: string; message: string }[];
  /** What lies in the staging folder, the journal aside. */
  leftovers(): string[];
  summary(name: DoorName): DoorSummary | undefined;
  close(): Promise<void>;
}

/** Opens archive, quarantine and what doors share, of an application in `root`. */
export function openTestDoors(root: string, options: Partial<ApplicationOptions> = {}): TestDoors {
  const folders = applicationFolders(root);
  for (const folder of [folders.archive, folders.quarantine]) mkdirSync(folder, { recursive: true });
  // The disk of a test machine may be nearly full.
  const diskGuard = { warnPercent: 0, warnBytes: 0, refusePercent: 0, refuseBytes: 0 };
  let current = { ...applicationOptionsSchema.parse({ diskGuard }), ...options };
  const context: ApplicationContext = {
    id: 'test',
    folders,
    history: openHistory(folders.historyFile),
    events: createEventBus(),
    log: silentLogger,
    options: () => current,
  };
  const archive = createArchive(context, {
    completeness: { note: (...told) => test.completeness?.note(...told) },
  });
  const quarantine = createQuarantine(context, archive);
  const doors = createDoors(context, archive);
  const seriesKeys = () =>
    context.history.all<{ key: number }>('SELECT key FROM series').map(({ key }) => key);
  const test: TestDoors = {
    context,
    archive,
    quarantine,
    doors,
    completeness: null,
    setOptions(changes) {
      current = { ...current, ...changes };
      context.events.emit('applications.changed', { application: context.id });
    },
    async store(bytes) {
      const file = path.join(folders.staging, `${newId()}.part`);
      writeFileSync(file, bytes);
      const arrived = await examine(file, folders.staging);
      await take({ doors: doors.intake, quarantine }, arrived, { door: 'import', sender: 'test' });
    },
    instances: () =>
      context.history
        .all<{ SOPInstanceUID: string }>('SELECT SOPInstanceUID FROM instance ORDER BY key')
        .map((row) => row.SOPInstanceUID),
    stored: () =>
      new Map(
        seriesKeys()
          .flatMap((key) => archive.instancesOfSeries(key))
          .map((one) => [one.SOPInstanceUID, readFileSync(one.file)]),
      ),
    quarantined: () => context.history.all('SELECT reason, message FROM quarantine ORDER BY id'),
    leftovers: () => readdirSync(folders.staging).filter((name) => !name.endsWith('.journal')),
    summary: (name) => doors.list().doors.find((one) => one.door === name),
    async close() {
      await quarantine.close();
      await archive.close();
      doors.close();
      context.history.close();
    },
  };
  return test;
}
