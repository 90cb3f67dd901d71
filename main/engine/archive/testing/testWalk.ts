import type { RunDetail, RunSummary } from '../../../../contract/index.ts';
import { createCompleteness } from '../../completeness/index.ts';
import type { Completeness } from '../../completeness/index.ts';
import { createDelivery } from '../../delivery/index.ts';
import { readTags } from '../../dicom/index.ts';
import { createDispatch } from '../../dispatch/index.ts';
import { createTinyRuntime, openTestApplication } from '../../dispatch/testing/index.ts';
import type { TestApplication, TinyRuntime } from '../../dispatch/testing/index.ts';
import { getRun, listRuns } from '../../history/index.ts';
import { createPlanning } from '../../planning/index.ts';
import type { Planning } from '../../planning/index.ts';
import { createArchive } from '../archive.ts';
import type { Archive } from '../types.ts';
import { stageBytes } from './stageBytes.ts';

/** All rooms from the archive to the delivery, with a real database and real DICOM files. One service: `job`. */
export interface TestWalk {
  application: TestApplication;
  runtime: TinyRuntime;
  archive: Archive;
  completeness: Completeness;
  planning: Planning;
  /** Archives the bytes of DICOM files. */
  receive(...files: Uint8Array[]): Promise<void>;
  /** Newest first. */
  runs(): RunSummary[];
  run(id: string): RunDetail;
  /** Resolves when so many runs have ended, and nothing is planned. */
  untilEnded(count: number): Promise<void>;
  close(): Promise<void>;
}

/** @param root folder of an application that was used before; a new one when absent */
export function openTestWalk(root?: string): TestWalk {
  const application = openTestApplication(root);
  const { context } = application;
  const runtime = createTinyRuntime();
  const rooms: { planning?: Planning } = {};
  const delivery = createDelivery(context);
  const onRunEnded = (run: string) => delivery.runEnded(run);
  const dispatch = createDispatch(context, { runtime, onRunEnded });
  const completeness = createCompleteness(context, { wakePlanning: () => rooms.planning?.wake() });
  const archive = createArchive(context, { completeness });
  const entries = [{ jobName: 'job', worker: 'job.worker', callback: 'job.callback' }];
  const planning = createPlanning(context, {
    runtime,
    instances: archive,
    services: { installed: () => [{ name: 'job', contentHash: '', entries, problem: null }] },
    readTags,
    wakeDispatch: () => dispatch.wake(),
    onRunEnded,
  });
  rooms.planning = planning;
  const runs = () => listRuns(context.history, { limit: 100 }).rows;
  return {
    application,
    runtime,
    archive,
    completeness,
    planning,
    async receive(...files) {
      const staged = [];
      for (const bytes of files) {
        staged.push(await stageBytes(bytes, context.folders.root, context.folders.staging));
      }
      await archive.take(staged, () => undefined);
    },
    runs,
    run: (id) => getRun(context.history, context.folders, id),
    untilEnded: (count) =>
      application.until(() => runs().filter((run) => run.finishedAt !== null).length >= count),
    async close() {
      await archive.close();
      await completeness.close();
      await planning.close();
      await dispatch.close();
      await delivery.close();
      application.close();
    },
  };
}
