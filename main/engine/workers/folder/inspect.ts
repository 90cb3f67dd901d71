import { statSync } from 'node:fs';
import { EngineError } from '../../../../contract/index.ts';
import type { Finding } from '../../../../contract/index.ts';
import { findingInSettings } from './findings.ts';
import { parseWorkerSettings, readWorkerSettings } from './settingsFile.ts';
import type { NamedSettings, ReadSettings } from './settingsFile.ts';

/** A worker folder as it was found. */
export interface InspectedFolder {
  workers: NamedSettings[];
  findings: Finding[];
}

/**
 * Looks at the settings of a worker folder without changing anything.
 * @param wanted see `readWorkerSettings`
 * @throws EngineError `worker-invalid` when there is no such folder
 */
export function inspectWorkerFolder(folder: string, wanted?: string): InspectedFolder {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new EngineError('worker-invalid', `There is no folder ${folder}.`);
  return judge(readWorkerSettings(folder, wanted));
}

/**
 * The one worker of a folder that is installed under a name, whatever its settings say.
 * @param entry its name in settings.json, where that has several
 */
export function inspectAs(folder: string, name: string, entry: string | null): InspectedFolder {
  const { workers, findings } = inspectWorkerFolder(folder, entry ?? name);
  return { workers: workers.slice(0, 1).map((worker) => ({ ...worker, name })), findings };
}

/** Likewise, of settings that are not written yet. */
export function inspectWorkerSettings(settings: unknown, name: string): InspectedFolder {
  return judge(parseWorkerSettings(settings, name, name));
}

function judge({ workers, findings }: ReadSettings): InspectedFolder {
  const all = [...findings, ...workers.flatMap(findingsOfEnvironments), ...claimedTwice(workers)];
  return { workers, findings: all };
}

function findingsOfEnvironments({ name, settings }: NamedSettings): Finding[] {
  const { environments } = settings;
  if (environments.length === 0)
    return [
      findingInSettings(
        'error',
        'no-environment',
        `Worker "${name}" has no environment, so that it could run no job.`,
      ),
    ];
  const findings: Finding[] = [];
  for (const [index, environment] of environments.entries()) {
    const isRepeated = environments.findIndex((one) => one.name === environment.name) !== index;
    if (isRepeated)
      findings.push(
        findingInSettings(
          'error',
          'environment-twice',
          `Worker "${name}" has two environments named "${environment.name}"; names must be unique.`,
        ),
      );
    if (environment.channels.length === 0)
      findings.push(
        findingInSettings(
          'warning',
          'no-channel',
          `Environment "${environment.name}" of worker "${name}" serves no channel, so that no job uses it.`,
        ),
      );
    if (settings.image !== null && environment.requirements.length > 0)
      findings.push(
        findingInSettings(
          'warning',
          'requirements-not-installed',
          `Worker "${name}" takes the prebuilt image ${settings.image}: the requirements of environment "${environment.name}" are not installed into it.`,
        ),
      );
  }
  if (settings.image !== null && settings.scripts.length > 0)
    findings.push(
      findingInSettings(
        'warning',
        'scripts-not-run',
        `Worker "${name}" takes the prebuilt image ${settings.image}: its scripts are not run.`,
      ),
    );
  return findings;
}

/** Two environments that claim one channel, in the same worker or in two of them. */
export function claimedTwice(workers: readonly NamedSettings[]): Finding[] {
  const findings: Finding[] = [];
  const claims = new Map<string, string>();
  for (const { name, settings } of workers) {
    for (const environment of settings.environments) {
      for (const channel of new Set(environment.channels)) {
        const here = `environment "${environment.name}" of worker "${name}"`;
        const before = claims.get(channel);
        if (before !== undefined && before !== here)
          findings.push(
            findingInSettings(
              'error',
              'channel-taken',
              `The channel "${channel}" is claimed by ${before} and by ${here}.`,
            ),
          );
        claims.set(channel, here);
      }
    }
  }
  return findings;
}
