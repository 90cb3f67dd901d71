import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ExplainedJob, FilterReport, Grouping, Reason } from '../../../contract/index.ts';
import type { ApplicationContext, RunFolders } from '../context/index.ts';
import { readDefinitions } from './definitions.ts';
import type { ArrivedEntity } from './entity.ts';
import { evaluate } from './evaluate.ts';
import { explainJobs, explainUnasked } from './explainJobs.ts';
import type { Filters } from './filters/index.ts';
import { gather } from './gather.ts';
import type { Gathered } from './gather.ts';
import { missingInstances } from './input.ts';
import type { WantedSeries } from './input.ts';
import { reason } from './reasons.ts';
import type { PlanningOptions } from './types.ts';
import { filteredOut } from './warnings.ts';

/** Something that arrived, or might: in the archive or not. */
export interface Subject {
  level: Grouping;
  patient: ArrivedEntity['patient'];
  studies: ArrivedEntity['studies'];
  series: readonly WantedSeries[];
}

/** What would become of it. */
export interface Assessment {
  /** What the filters keep out, or would if they were on. */
  filters: { enabled: boolean; report: FilterReport };
  jobs: ExplainedJob[];
  warnings: Reason[];
}

/**
 * What planning would make of a subject now. Asks the callbacks, which see an empty data folder; neither runs nor
 * records anything.
 * @throws EngineError when the runtime is not usable
 */
export async function assess(
  context: ApplicationContext,
  options: Pick<PlanningOptions, 'runtime' | 'services' | 'readTags'> & { filters: Filters },
  subject: Subject,
  signal: AbortSignal,
): Promise<Assessment> {
  const settings = context.options();
  const { filters, readTags } = options;
  const gathered = await gather(subject, subject.series, { settings, filters, readTags, signal });
  const report = gathered.report ?? (await filters.apply(subject.series, settings.filters, signal)).report;
  // As planning does: what was saved in linked folders counts, and nothing changes while callbacks are asked.
  const letGo = await options.services.hold?.();
  try {
    return await decideOn(context, { ...options, gathered, report }, subject, signal);
  } finally {
    letGo?.();
  }
}

async function decideOn(
  context: ApplicationContext,
  {
    gathered,
    report,
    ...options
  }: Pick<PlanningOptions, 'runtime' | 'services'> & { gathered: Gathered; report: FilterReport },
  subject: Subject,
  signal: AbortSignal,
): Promise<Assessment> {
  const settings = context.options();
  const defined = readDefinitions({
    preServices: settings.preServices,
    postServices: settings.postServices,
    services: options.services.installed(),
  });
  const about = {
    filters: { enabled: settings.filters.enabled, report },
    warnings: gathered.series.map(missingInstances).filter((missing) => missing !== null),
  };
  if (gathered.usable.length === 0) {
    const why = gathered.isFilteredOut
      ? filteredOut(report)
      : reason('instance-missing', 'There is no instance that can be read, so no callback is asked.');
    const jobs = explainUnasked(defined.jobs, why);
    return { ...about, jobs, warnings: [...about.warnings, ...defined.warnings] };
  }
  return withScratchFolder(async (run) => {
    const evaluation = await evaluate(
      // What callbacks log is no part of the application's logs.
      { ...context, folders: { ...context.folders, logs: run.logs } },
      {
        runtime: options.runtime,
        settings,
        defined,
        level: subject.level,
        headers: gathered.headers,
        hasInput: true,
        run,
        makeFolder: async () => undefined,
        signal,
      },
    );
    return {
      ...about,
      jobs: explainJobs(evaluation),
      warnings: [...about.warnings, ...evaluation.warnings],
    };
  });
}

/** Folders that callbacks may write into, gone afterwards. */
export async function withScratchFolder<Result>(work: (run: RunFolders) => Promise<Result>): Promise<Result> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'dcm-processor-'));
  try {
    const run = { root, data: path.join(root, 'data'), logs: path.join(root, 'logs') };
    await mkdir(run.data);
    await mkdir(run.logs);
    return await work(run);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
