import { rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { GoldenCase, GoldenCheck, OutcomeComparison } from '../../../contract/index.ts';
import { crashPoint, runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { History } from '../database/index.ts';
import { headerPayloadSchema } from '../dispatch/index.ts';
import type { Dispatch } from '../dispatch/index.ts';
import { planAlone } from '../planning/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import { compareOutcomes, makeTrialFolders, runTrial, serviceAt } from '../scratch/index.ts';
import type { TrialOutcome } from '../scratch/index.ts';
import type { Services } from '../services/index.ts';
import type { TaskWork } from '../tasks/index.ts';
import { caseFolders, copyFiles, copyFolder, newResultName, tidyResults } from './folders.ts';
import type { CaseFolders } from './folders.ts';
import { findResultNames, getCase, getInput, storeCheck, storeFailedCheck } from './rows.ts';

/** What cases are run with. */
export interface GoldenOptions {
  runtime: Runtime;
  trials: Dispatch['trials'];
  services: Services;
}

/** Of the task that checks. */
type CheckWork = Pick<TaskWork<unknown>, 'signal' | 'waits'>;

/**
 * Runs a case with its service as it is installed now and compares; what came of it is stored.
 * @throws what the signal is aborted with
 */
export async function checkCase(
  context: ApplicationContext,
  options: GoldenOptions,
  golden: GoldenCase,
  work: CheckWork,
): Promise<GoldenCheck> {
  const { history } = context;
  const folders = caseFolders(context.folders, golden.id);
  const check: GoldenCheck = {
    at: Date.now(),
    outcome: 'failed',
    serviceVersion: null,
    params: null,
    problem: null,
    comparison: null,
  };
  try {
    if (!options.services.installed().some((one) => one.name === golden.service)) {
      throw new EngineError(
        'service-not-found',
        `The service "${golden.service}" is not installed any more.`,
      );
    }
    // As it is saved in the folder that it follows, if it follows one.
    await options.services.refresh(golden.service);
    check.serviceVersion = await options.services.versions.keep(golden.service);
    const outcome = await runCase(context, options, golden, check.serviceVersion, work);
    const folder = newResultName();
    await copyFiles(outcome.files, path.join(folders.trial, 'data'), folders.result(folder));
    crashPoint('golden-copied');
    check.params = outcome.params;
    const { state, result, error, files } = outcome;
    for (;;) {
      const current = getCase(history, golden.id);
      check.comparison = await compareWith(current, { folders, outcome, folder }, history);
      check.outcome = check.comparison.same ? 'same' : 'different';
      // Otherwise somebody has accepted what an earlier check gave: then that is what counts.
      if (storeCheck(history, current, check, { outcome: { state, result, error, files }, folder })) break;
    }
    crashPoint('golden-recorded');
  } catch (cause) {
    if (work.signal.aborted) throw cause;
    Object.assign(check, { outcome: 'failed', comparison: null, problem: toEngineError(cause).message });
    storeFailedCheck(history, golden.id, check);
  } finally {
    await tidy(history, folders, golden.id);
  }
  return check;
}

function compareWith(
  { id, jobName, accepted, absolute, relative }: GoldenCase,
  { folders, outcome, folder }: { folders: CaseFolders; outcome: TrialOutcome; folder: string },
  history: History,
): Promise<OutcomeComparison> {
  const located = (root: string, files: readonly { path: string }[]) =>
    files.map((file) => ({ path: file.path, file: path.join(root, ...file.path.split('/')) }));
  const acceptedFolder = folders.result(findResultNames(history, id)?.accepted ?? '');
  const { startedAt, finishedAt } = outcome;
  return compareOutcomes(
    { ...accepted, jobName, files: located(acceptedFolder, accepted.files), durationMs: null },
    {
      ...outcome,
      files: located(folders.result(folder), outcome.files),
      durationMs: startedAt === null || finishedAt === null ? null : finishedAt - startedAt,
    },
    { absolute, relative },
  );
}

/** Leaves what the row tells of, and nothing of a case that was removed meanwhile. */
async function tidy(history: History, folders: CaseFolders, id: string): Promise<void> {
  const names = findResultNames(history, id);
  if (names === null) return rm(folders.root, { recursive: true, force: true, maxRetries: 5 });
  await rm(folders.trial, { recursive: true, force: true, maxRetries: 5 });
  await tidyResults(folders.root, [names.accepted, names.last]);
}

async function runCase(
  context: ApplicationContext,
  { runtime, trials, services }: GoldenOptions,
  golden: GoldenCase,
  version: string,
  { signal, waits }: CheckWork,
): Promise<TrialOutcome> {
  const { input, trial } = caseFolders(context.folders, golden.id);
  const { level, headers, injected, dependencyResults } = getInput(context.history, golden.id);
  const made = await makeTrialFolders(context.folders, trial, services.versions, version);
  await copyFolder(input, made.data);
  const jobs = await planAlone(
    { ...context, folders: made.application },
    {
      runtime,
      settings: context.options(),
      service: serviceAt(services, made.application.registry, golden.service, version),
      only: golden.jobName,
      params: (defined) => defined,
      level,
      headers: headerPayloadSchema.parse(headers),
      injected,
      run: { ...runFolders(context.folders, 'golden'), data: made.data, logs: made.application.logs },
      signal,
    },
  );
  const [outcome] = await runTrial({
    id: golden.id,
    runtime,
    trials,
    jobs: jobs.slice(0, 1).map((job) => ({ ...job, dependencyResults })),
    folders: made.application,
    dataFolder: made.data,
    onEnded: () => undefined,
    onWaiting: waits,
    signal,
  });
  if (outcome === undefined) {
    throw new EngineError(
      'not-found',
      `The service "${golden.service}" has no job "${golden.jobName}" any more.`,
    );
  }
  return outcome;
}
