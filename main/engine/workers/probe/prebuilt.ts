import { EngineError } from '../../../../contract/index.ts';
import { isVersion } from '../dockerfile/choosePython.ts';
import type { ProbedBase } from '../dockerfile/choosePython.ts';
import { pythonOf } from '../dockerfile/generate.ts';
import type { NamedSettings } from '../folder/settingsFile.ts';
import type { ImageBuilder } from '../types.ts';

const script = 'for python in "$@"; do [ -x "$python" ] && echo "dcm-fact has $python"; done; true';
const patienceMs = 60_000;

/**
 * Finds the Pythons of a prebuilt image: that of an environment made as we make them, else the image's own of the wanted
 * version.
 * @returns path of the interpreter by environment
 * @throws EngineError `worker-invalid` where there is none
 */
export async function findPrebuiltPythons(
  builder: ImageBuilder,
  { name, settings }: NamedSettings,
  base: ProbedBase,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const command = [
    '/bin/sh',
    '-c',
    script,
    'probe',
    ...settings.environments.map((one) => pythonOf(one.name)),
  ];
  const { output } = await builder.run(
    { image: base.reference, command, variables: {}, labels: {}, timeoutMs: patienceMs },
    signal,
  );
  return Object.fromEntries(
    settings.environments.map((environment): [string, string] => {
      const made = pythonOf(environment.name);
      if (output.includes(`dcm-fact has ${made}\n`)) return [environment.name, made];
      const own = [...base.pythons, ...base.barePythons].find(({ version }) =>
        isVersion(version, environment.pythonVersion),
      );
      if (own !== undefined) return [environment.name, own.executable];
      const wanted = environment.pythonVersion ?? '3';
      throw new EngineError(
        'worker-invalid',
        `The image ${base.reference} of worker "${name}" has no Python ${wanted} for its environment "${environment.name}".`,
      );
    }),
  );
}
