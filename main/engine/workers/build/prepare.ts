import { createHash } from 'node:crypto';
import { errorsIn } from '../../../../contract/index.ts';
import type { CheckedWorker, Finding } from '../../../../contract/index.ts';
import { choosePython, noPythonInWords } from '../dockerfile/choosePython.ts';
import type { ProbedBase, PythonChoice } from '../dockerfile/choosePython.ts';
import { runScript, watchScript } from '../dockerfile/buildScripts.ts';
import { guessFamily } from '../dockerfile/families.ts';
import { generateDockerfile } from '../dockerfile/generate.ts';
import { layOut } from '../dockerfile/layout.ts';
import type { Layout } from '../dockerfile/layout.ts';
import { hashWorkerFiles } from '../folder/files.ts';
import { findingInSettings } from '../folder/findings.ts';
import type { NamedSettings } from '../folder/settingsFile.ts';

/** A worker ready to be built, or why it cannot be. */
export interface PreparedWorker {
  worker: NamedSettings;
  layout: Layout;
  pythons: readonly PythonChoice[];
  base: ProbedBase | null;
  /** Null where there are errors, and for a prebuilt image. */
  dockerfile: string | null;
  /** Of the layout, and of what the base image does not have. */
  findings: Finding[];
}

/** @param base what the base image has; null: it was not looked at, and is judged by its name */
export function prepareWorker(
  folder: string,
  worker: NamedSettings,
  base: ProbedBase | null,
  application: string,
): PreparedWorker {
  const layout = layOut(folder, worker);
  const { settings } = worker;
  const findings = [...layout.findings];
  const scripts = layout.scripts.map(({ text }) => text);
  const pythons = settings.environments.map(({ name, pythonVersion }): PythonChoice => {
    const choice = choosePython(pythonVersion, base, scripts);
    if (choice !== null) return choice;
    if (base !== null && settings.image === null)
      findings.push(findingInSettings('error', 'no-python', noPythonInWords(name, pythonVersion, base)));
    return { source: 'unknown', executable: 'python3', packages: [], words: 'no Python' };
  });
  const family = base === null ? guessFamily(settings.baseImage) : base.family;
  if (base !== null && settings.image === null && scripts.length > 0 && family === null && !base.hasBash)
    findings.push(
      findingInSettings(
        'error',
        'no-bash',
        `The base image ${base.reference} has no bash for the scripts, and no way that is known to install it.`,
      ),
    );
  const isBuilt = settings.image === null && errorsIn(findings).length === 0;
  const dockerfile = isBuilt
    ? generateDockerfile({
        worker,
        layout,
        family,
        pythons,
        baseHasUv: base?.hasUv === true,
        baseHasBash: base?.hasBash ?? family !== 'alpine',
        application,
        stageOf: `${application}/${worker.name}`,
      })
    : null;
  return { worker, layout, pythons, base, dockerfile, findings };
}

/** As the contract tells of it. */
export function checkedWorker({ worker, pythons, base, dockerfile }: PreparedWorker): CheckedWorker {
  return {
    name: worker.name,
    settings: worker.settings,
    dockerfile,
    base:
      base === null
        ? null
        : {
            reference: base.reference,
            family: base.family,
            system: base.system,
            pythons: base.pythons.map(({ version, executable }) => ({ version, executable })),
            hasUv: base.hasUv,
            hasNetwork: base.hasNetwork,
          },
    environments: worker.settings.environments.map(({ name, channels }, index) => ({
      name,
      channels,
      python: pythons[index]?.words ?? '',
      source: pythons[index]?.source ?? 'unknown',
    })),
  };
}

/**
 * Hash of all in a worker's own folder that its image is made of, hexadecimal; the same without a look at the base image,
 * so that what has changed is known while Docker is away.
 */
export function hashOfSource(worker: NamedSettings, layout: Layout): string {
  const files = [
    ...layout.shared,
    ...layout.environments.flatMap((environment) => environment.files),
    ...layout.copies.flatMap((copy) => copy.files),
  ];
  const { image, baseImage, scripts, copies, environments } = worker.settings;
  return createHash('sha256')
    .update(JSON.stringify([1, image, baseImage, scripts, copies, environments, runScript, watchScript]))
    .update(hashWorkerFiles(files))
    .digest('hex');
}
