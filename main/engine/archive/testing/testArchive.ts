import { mkdirSync, readdirSync } from 'node:fs';
import { applicationOptionsSchema } from '../../../../contract/index.ts';
import type { ArchivedSeries } from '../../completeness/index.ts';
import { applicationFolders, createEventBus, silentLogger } from '../../context/index.ts';
import type { ApplicationContext } from '../../context/index.ts';
import { openHistory } from '../../database/index.ts';
import { createArchive } from '../archive.ts';
import type { Archive, Source, StagedInstance } from '../types.ts';
import { stageBytes } from './stageBytes.ts';

export interface TestArchive {
  context: ApplicationContext;
  archive: Archive;
  /** What completeness was told. */
  noted: ArchivedSeries[][];
  /** Names of the events, in order. */
  events: string[];
  /** Stages the bytes of a DICOM file as an import does. */
  stage(bytes: Uint8Array, source?: Partial<Source>): Promise<StagedInstance>;
  /** Files of instances, relative to the archive. */
  files(): string[];
  /** Instances in the staging folder. */
  staged(): string[];
  /** Everything in the staging folder. */
  leftovers(): string[];
  close(): Promise<void>;
}

/** Opens the archive of an application in `root`, which may have been used before. */
export function openTestArchive(root: string): TestArchive {
  const folders = applicationFolders(root);
  mkdirSync(folders.archive, { recursive: true });
  const bus = createEventBus();
  const events: string[] = [];
  bus.listen((name) => events.push(name));
  const context: ApplicationContext = {
    id: 'test',
    folders,
    history: openHistory(folders.historyFile),
    events: bus,
    log: silentLogger,
    options: () => applicationOptionsSchema.parse({}),
  };
  const noted: ArchivedSeries[][] = [];
  const archive = createArchive(context, { completeness: { note: (batch) => noted.push([...batch]) } });
  return {
    context,
    archive,
    noted,
    events,
    stage: (bytes, source) => stageBytes(bytes, root, folders.staging, source),
    files: () =>
      readdirSync(folders.archive, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.dcm'))
        .sort(),
    staged: () => readdirSync(folders.staging).filter((name) => name.endsWith('.part')),
    leftovers: () => readdirSync(folders.staging),
    async close() {
      await archive.close();
      context.history.close();
    },
  };
}
