import { rm } from 'node:fs/promises';
import { EngineError } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { planAlone } from '../planning/index.ts';
import { refuseSeenChanged } from './jobInput.ts';
import { serviceAt } from './serviceAt.ts';
import { runTrial } from './trial.ts';
import type { TrialOutcome } from './trial.ts';
import { makeTrialFolders } from './trialFolders.ts';
import type { LentRun, ScratchOptions } from './types.ts';
import { scratchFolder } from './work.ts';

/** Folder of such a run; apart from those of scratch runs, whose identifiers it may share. */
export const lentFolder = (context: ApplicationContext, id: string) => scratchFolder(context, `lent-${id}`);

/**
 * Runs all jobs of an installed service on series of a stored study, hands over the data folder with what they left, and removes
 * it. Nothing is recorded, and nothing of earlier runs is put there. It gets the originals: they are what is to be
 * anonymised. But for a service that, when it last ran on that study, had an input which a job of another one had rewritten
 * in place: it may rely on what that had taken out of it, so the originals are refused to it. One that is disabled runs
 * all the same: it may be there for exports alone. Single jobs of it that are disabled do not.
 * @throws EngineError where it cannot be run, is refused, a callback declined, or a job did not succeed
 */
export async function lendRun(
  context: ApplicationContext,
  options: ScratchOptions,
  { id, service, study, series, signal, onWaiting }: LentRun,
  use: (dataFolder: string) => Promise<void>,
): Promise<void> {
  const { versions } = options.services;
  const root = lentFolder(context, id);
  await refuseSeenChanged(context, study, service);
  const version = await versions.keep(service);
  try {
    const folders = await makeTrialFolders(context.folders, root, versions, version);
    const stored = await options.planning.gatherStored({ level: 'study', key: study, series }, signal);
    await stored.copyInto(folders.data);
    const planned = await planAlone(
      { ...context, folders: folders.application },
      {
        runtime: options.runtime,
        settings: context.options(),
        service: serviceAt(options.services, folders.application.registry, service, version, {
          evenDisabled: true,
        }),
        only: null,
        params: (defined) => defined,
        level: 'study',
        headers: stored.headers,
        injected: {},
        run: {
          ...runFolders(context.folders, 'scratch'),
          data: folders.data,
          logs: folders.application.logs,
        },
        signal,
      },
    );
    const outcomes = await runTrial({
      id,
      runtime: options.runtime,
      trials: options.trials,
      jobs: planned.map((job) => ({ ...job, dependencyResults: {} })),
      folders: folders.application,
      dataFolder: folders.data,
      onEnded: () => undefined,
      onWaiting,
      signal,
    });
    refuseFailure(service, outcomes);
    await use(folders.data);
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @throws EngineError `runtime-failed` */
function refuseFailure(service: string, outcomes: readonly TrialOutcome[]): void {
  const asked = outcomes.filter(({ reason }) => reason?.code !== 'disabled');
  const failed = (asked.length > 0 ? asked : outcomes).find(({ state }) => state !== 'succeeded');
  if (asked.length > 0 && failed === undefined) return;
  const why =
    failed?.error?.message ?? failed?.reason?.message ?? failed?.state ?? 'It has no job for a study.';
  const who =
    failed === undefined ? `The service "${service}"` : `"${failed.jobName}" of the service "${service}"`;
  throw new EngineError('runtime-failed', `${who} did not do its work on a study: ${why}`, {
    advice: 'Run it on that study as a scratch run to see its output, and export again when it works.',
    ...(failed !== undefined && { details: failed.output }),
  });
}
