import path from 'node:path';
import { EngineError, finding } from '../../../contract/index.ts';
import type { RouteRequest, ServiceDraft, TriedService, Trigger } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import type { HeaderPayload } from '../dispatch/index.ts';
import { storedId } from '../history/index.ts';
import type { Planning, PlannedService } from '../planning/index.ts';
import { inspectService, readSettings, refuseErrors } from '../services/index.ts';
import { copyToTrial, findingsOfFiles, makeTrialFolder } from '../validation/index.ts';
import type { TrialFolder } from '../validation/index.ts';
import { draftFiles } from './draftFiles.ts';
import { eachHolds, holds, seriesIn } from './trigger/index.ts';
import type { ConditionSeries } from './trigger/index.ts';
import { writeFiles } from './writeDraft.ts';

/** What is tried: a draft, or a service folder of this machine. */
export type TriedWhat = { draft: ServiceDraft } | { folder: string; name?: string | undefined };

interface TryParts {
  context: ApplicationContext;
  planning: Pick<Planning, 'gatherStored' | 'askAlone'>;
  templates: string;
}

/**
 * What the callbacks of a service answer about something in the archive. Its package lies in a folder of its own
 * meanwhile; nothing is kept.
 * @throws EngineError `not-found`, `service-invalid`, and when the runtime is not usable
 */
export async function tryService(
  { context, planning, templates }: TryParts,
  what: TriedWhat,
  { level, key }: Pick<RouteRequest<'services.try'>, 'level' | 'key'>,
  signal: AbortSignal,
): Promise<TriedService> {
  const stored = { level, key: storedId(context.history, level, key) };
  const { headers } = await planning.gatherStored(stored, signal);
  const trial = await makeTrialFolder(context.folders);
  try {
    const { service, trigger } = await layOut(trial, what, templates, signal);
    const about = { service, registryFolder: trial.registry, level, headers };
    const jobs = await planning.askAlone(about, signal);
    const findings = jobs.flatMap(({ jobName, answer }) =>
      answer?.kind === 'failed'
        ? [
            finding(
              'error',
              'callback-failed',
              `Job "${jobName}": ${answer.message ?? 'the callback failed.'}`,
            ),
          ]
        : [],
    );
    return { name: service.name, jobs, findings, series: trigger === null ? [] : seriesOf(headers, trigger) };
  } finally {
    await trial.remove();
  }
}

/** Puts the registry package where callbacks are looked for. */
async function layOut(
  trial: TrialFolder,
  what: TriedWhat,
  templates: string,
  signal: AbortSignal,
): Promise<{ service: PlannedService; trigger: Trigger | null }> {
  if ('draft' in what) {
    const { draft } = what;
    // Whether its name is a good one matters when it is written.
    const name = /^[A-Za-z_]\w*$/.test(draft.name) ? draft.name.slice(0, 100) : 'draft';
    const named = { ...draft, name, job: { ...draft.job, jobName: draft.job.jobName ?? draft.name } };
    writeFiles(
      path.join(trial.registry, name),
      draftFiles(templates, named).flatMap(({ path: file, text }) =>
        file.startsWith('registry/') ? [{ path: file.slice('registry/'.length), text }] : [],
      ),
    );
    return { service: plannedService(trial.registry, name, draft.name), trigger: draft.trigger };
  }
  const { folder } = what;
  const { name } = inspectService(folder, what.name);
  if (!/^\w+$/.test(name)) throw new EngineError('service-invalid', `"${name}" cannot name a service.`);
  refuseErrors(folder, await findingsOfFiles(folder, signal));
  await copyToTrial(trial, { folder, name }, { parts: ['registry'], canLink: false, signal });
  return { service: plannedService(trial.registry, name, name), trigger: null };
}

/** @throws EngineError `service-invalid` where it has no job */
function plannedService(registryFolder: string, folder: string, name: string): PlannedService {
  const file = path.join(registryFolder, folder, 'settings.json');
  const { entries, jobs, findings } = readSettings(file, 'registry/settings.json');
  if (jobs.length === 0) {
    throw new EngineError(
      'service-invalid',
      `The service cannot be tried: ${findings[0]?.message ?? 'it has no job.'}`,
    );
  }
  return { name, contentHash: '', entries, problem: null };
}

function seriesOf(headers: HeaderPayload, trigger: Trigger): TriedService['series'] {
  return seriesIn(headers).map((series) => ({
    id: series.id,
    Modality: textOf(series, 'Modality'),
    SeriesNumber: textOf(series, 'SeriesNumber'),
    SeriesDescription: textOf(series, 'SeriesDescription'),
    BodyPartExamined: textOf(series, 'BodyPartExamined'),
    imageCount: series.imageCount,
    holds: holds(trigger, series),
    conditions: eachHolds(trigger, series),
  }));
}

function textOf(series: ConditionSeries, keyword: string): string {
  const value = series.tags[keyword];
  return typeof value === 'string' ? value : '';
}
