import path from 'node:path';
import { z } from 'zod';
import type { InstalledEnvironment, InstalledWorker } from '../../../workers/index.ts';
import { packageInside } from './paths.ts';
import type { Paths } from './paths.ts';
import { variablesInside } from './requests.ts';

/** Where requirements of the start are installed; as `templates/python` has it. */
const startPackages = '/tmp/dcm-processor/environments';

const inspectedSchema = z.looseObject({
  Config: z.looseObject({ Env: z.array(z.string()).nullish() }),
});

/** Environment variables of a container, as Docker tells of it. */
export function variablesOf(inspected: unknown): Record<string, string> {
  const { Env } = inspectedSchema.parse(inspected).Config;
  return Object.fromEntries(
    (Env ?? []).map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
  );
}

/**
 * Environment variables of a Python host in a container.
 * @param given what all jobs see alike, with paths of this machine
 * @param own those of the container, with the image's
 */
export function hostVariablesInside(
  paths: Paths,
  { worker, environment }: { worker: InstalledWorker; environment: InstalledEnvironment },
  given: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const hasStartPackages = environment.entryRequirementPaths.length > 0;
  const installed = path.posix.join(startPackages, environment.name);
  const search = [packageInside, ...(hasStartPackages ? [installed] : []), worker.env['PYTHONPATH'] ?? ''];
  const programs = [
    ...(hasStartPackages ? [`${installed}/bin`] : []),
    path.posix.dirname(environment.python),
    own['PATH'] ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  ];
  return {
    LANG: 'C.UTF-8',
    ...variablesInside(paths, given),
    ...worker.env,
    PATH: programs.join(':'),
    PYTHONPATH: search.filter((folder) => folder !== '').join(':'),
    // Functions of C libraries are bound at the start, not anew in each child; the host keeps the variable from jobs.
    LD_BIND_NOW: '1',
    PYTHONUTF8: '1',
    PYTHONUNBUFFERED: '1',
    PYTHONIOENCODING: 'utf-8:surrogateescape',
  };
}
