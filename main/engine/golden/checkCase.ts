import { rm } from 'node:fs/promises';
import path from 'node:path';
import { EngineError, toEngineError } from '../../../contract/index.ts';
import type { GoldenCase, GoldenCheck } from '../../../contract/index.ts';
import { runFolders } from '../context/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { headerPayloadSchema } from '../dispatch/index.ts';
import { planAlone } from '../planning/index.ts';
import type { Runtime } from '../runtimes/index.ts';
import { compareOutcomes, makeTrialFolders, runTrial, serviceAt } from '../scratch/index.ts';
import type { TrialOutcome } from '../scratch/index.ts';
import type { Services } from '../services/index.ts';
import { caseFolders, copyFiles, copyFolder } from './folders.ts';
import { getInput, storeCheck } from './rows.ts';

/** What cases are run with. */
export interface GoldenOptions {
  runtime: Runtime;
  services: Services;
}

/**
 * Runs a case with its service as it is installed now and compares; what came of it is stored.
 * @throws what the signal is aborted with
 */
export async function checkCase(
  context: ApplicationContext,
  options: GoldenOptions,
  golden: GoldenCase,
  signal: AbortSignal,
): Promise<GoldenCheck> {
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
    const outcome = await runCase(context, options, golden, check.serviceVersion, signal);
    const produced = path.join(folders.trial, 'data');
    await copyFiles(outcome.files, produced, folders.latest);
    const located = (root: string, files: readonly { path: string }[]) =>
      files.map((file) => ({ path: file.path, file: path.join(root, ...file.path.split('/')) }));
    const { accepted } = golden;
    check.comparison = await compareOutcomes(
      {
        ...accepted,
        jobName: golden.jobName,
        files: located(folders.accepted, accepted.files),
        durationMs: null,
      },
      {
        ...outcome,
        files: located(folders.latest, outcome.files),
        durationMs:
          outcome.startedAt === null || outcome.finishedAt === null
            ? null
            : outcome.finishedAt - outcome.startedAt,
      },
      golden,
    );
    check.params = outcome.params;
    check.outcome = check.comparison.same ? 'same' : 'different';
    storeCheck(context.history, golden.id, check, {
      state: outcome.state,
      result: outcome.result,
      error: outcome.error,
      files: outcome.files,
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    check.problem = toEngineError(cause).message;
    storeCheck(context.history, golden.id, check, null);
  } finally {
    await rm(folders.trial, { recursive: true, force: true });
  }
  return check;
}

async function runCase(
  context: ApplicationContext,
  { runtime, services }: GoldenOptions,
  golden: GoldenCase,
  version: string,
  signal: AbortSignal,
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
      service: serviceAt(made.application.registry, golden.service, version),
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
    jobs: jobs.slice(0, 1).map((job) => ({ ...job, dependencyResults })),
    folders: made.application,
    dataFolder: made.data,
    onEnded: () => undefined,
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
