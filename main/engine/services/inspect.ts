import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { EngineError, finding } from '../../../contract/index.ts';
import type { JobDefinition, Finding } from '../../../contract/index.ts';
import { checkPackageName } from './pythonNames.ts';
import { readSettings, whatServicesHave } from './settingsFile.ts';
import type { JobPlace } from './settingsFile.ts';

/** A service folder as it was found. */
export interface InspectedService {
  /** Python package name it will have. */
  name: string;
  jobs: JobDefinition[];
  /** Where each job stands in its settings.json. */
  places: JobPlace[];
  findings: Finding[];
}

/**
 * Looks at a service folder (compatibility document, section 3.1) without changing anything.
 * @param wantedName package name; when absent, the one that its functions name, else the folder's
 * @throws EngineError `service-invalid` when the folder itself cannot be read
 */
export function inspectService(folder: string, wantedName?: string): InspectedService {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new EngineError('service-invalid', `There is no folder ${folder}.`);
  }
  const settings = readSettings(path.join(folder, 'registry', 'settings.json'), 'registry/settings.json');
  const findings = [...settings.findings];

  const packages = new Set(settings.jobs.flatMap((job) => [packageOf(job.worker), packageOf(job.callback)]));
  const [onlyPackage] = packages;
  const name = wantedName ?? (packages.size === 1 && onlyPackage ? onlyPackage : path.basename(folder));

  findings.push(...checkPackageName(name));
  settings.jobs.forEach((job, index) => {
    for (const [field, value] of [
      ['worker', job.worker],
      ['callback', job.callback],
    ] as const) {
      if (packageOf(value) === name) continue;
      findings.push(
        finding(
          'error',
          'function-elsewhere',
          `Job "${job.jobName}", field "${field}": "${value}" must begin with the name of the service, "${name}".`,
          { file: 'registry/settings.json', ...settings.places[index]?.at(field) },
        ),
      );
    }
  });
  for (const part of ['registry', 'module']) {
    if (!existsSync(path.join(folder, part))) {
      const message = `The folder ${part} is missing.`;
      findings.push(finding('error', 'folder-missing', message, { file: part, advice: whatServicesHave }));
    } else if (!existsSync(path.join(folder, part, '__init__.py'))) {
      const message = 'The file is missing; Python finds functions only in named modules then.';
      findings.push(finding('warning', 'file-missing', message, { file: `${part}/__init__.py` }));
    }
  }
  return { name, jobs: settings.jobs, places: settings.places, findings };
}

/** The package in a full function name: what stands before the first dot. */
function packageOf(functionName: string): string {
  return functionName.slice(0, functionName.indexOf('.'));
}
