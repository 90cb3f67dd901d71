import { mkdirSync, readdirSync } from 'node:fs';
import { applicationOptionsSchema } from '../../../../contract/index.ts';
import type {
  ApplicationOptions,
  ImportCounts,
  ImportNote,
  Quarantined,
  Task,
} from '../../../../contract/index.ts';
import { createArchive } from '../../archive/index.ts';
import type { Archive } from '../../archive/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';
import { createQuarantine } from '../../quarantine/index.ts';
import type { Quarantine } from '../../quarantine/index.ts';
import { getTask } from '../../history/index.ts';
import { createIntake } from '../intake.ts';
import type { Intake } from '../types.ts';

export interface TestIntake {
  context: ApplicationContext;
  archive: Archive;
  quarantine: Quarantine;
  intake: Intake;
  /** Changes options as `applications.set_options` does. */
  setOptions(changes: Partial<ApplicationOptions>): void;
  /** Resolves with the first announced state of an import for which `wanted` holds; at once when it holds already. */
  until(taskId: string, wanted: (task: Task) => boolean): Promise<Task>;
  /** Imports and waits for the end. */
  import(...paths: string[]): Promise<Task>;
  notes(task: Task): Pick<ImportNote, 'path' | 'outcome' | 'reason'>[];
  /** What is in quarantine, oldest first. */
  quarantined(): Pick<Quarantined, 'reason' | 'path' | 'times' | 'size'>[];
  /** Archived instances by the index. */
  instances(): number;
  /** Files of instances in the archive. */
  files(): string[];
  /** What lies in the staging folder, the journal aside. */
  leftovers(): string[];
  close(): Promise<void>;
}

/** Opens archive and intake of an application in `root`, which may have been used before. */
export function openTestIntake(root: string, changes: Partial<ApplicationOptions> = {}): TestIntake {
  const folders = applicationFolders(root);
  mkdirSync(folders.archive, { recursive: true });
  let options = applicationOptionsSchema.parse(changes);
  const context: ApplicationContext = {
    id: 'test',
    folders,
    history: openHistory(folders.historyFile),
    events: createEventBus(),
    log: silentLogger,
    options: () => options,
  };
  const archive = createArchive(context, { completeness: { note: () => undefined } });
  const quarantine = createQuarantine(context, archive);
  const intake = createIntake(context, archive, quarantine);

  function until(taskId: string, wanted: (task: Task) => boolean): Promise<Task> {
    return new Promise((resolve) => {
      const stop = context.events.listen((name, payload) => {
        if (name === 'tasks.changed' && 'task' in payload) check(payload.task);
      });
      function check(task: Task): void {
        if (task.id !== taskId || !wanted(task)) return;
        stop();
        resolve(task);
      }
      check(getTask(context.history, taskId));
    });
  }
  return {
    context,
    archive,
    quarantine,
    intake,
    setOptions(changes) {
      options = { ...options, ...changes };
      context.events.emit('applications.changed', { application: context.id });
    },
    until,
    import: (...paths) => until(intake.imports.start(paths).id, (task) => task.state !== 'running'),
    notes: (task) =>
      context.history.all('SELECT path, outcome, reason FROM import_note WHERE task_id = ? ORDER BY path', [
        task.id,
      ]),
    quarantined: () =>
      context.history.all('SELECT reason, source_path AS path, times, size FROM quarantine ORDER BY id'),
    instances: () => context.history.get<{ n: number }>('SELECT count(*) AS n FROM instance')?.n ?? 0,
    files: () =>
      readdirSync(folders.archive, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.dcm'),
      ),
    leftovers: () => readdirSync(folders.staging).filter((name) => !name.endsWith('.journal')),
    async close() {
      await intake.close();
      await quarantine.close();
      await archive.close();
      context.history.close();
    },
  };
}

/** Counts with only the outcomes that occurred named. */
export function counts(of: Partial<ImportCounts>): ImportCounts {
  return {
    new: 0,
    'already-there': 0,
    'not-dicom': 0,
    dicomdir: 0,
    damaged: 0,
    conflicting: 0,
    refused: 0,
    ...of,
  };
}
