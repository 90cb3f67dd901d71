import type { BaseImage, PythonSource } from '../../../../contract/index.ts';

/** What was found in a base image, with what its distribution offers. */
export interface ProbedBase extends BaseImage {
  /** Pythons of the distribution's packages: their names, and the version that they would give. */
  offered: readonly { packages: readonly string[]; version: string; executable: string }[];
  /** Python 3 without the parts that make virtual environments, which a package may add. */
  barePythons: readonly { version: string; executable: string }[];
  /** Whether the image of uv can be had, or the base image has uv. */
  canHaveUv: boolean;
  hasBash: boolean;
}

/** Where the Python of an environment is to come from. */
export interface PythonChoice {
  source: PythonSource;
  /** As it is called in the Dockerfile: `python3.9`, or the version for uv. */
  executable: string;
  packages: readonly string[];
  /** For people: `Python 3.9 of the image`. */
  words: string;
}

/** True when `version` is `wanted`, or is of that minor or major version. */
export function isVersion(version: string, wanted: string | null): boolean {
  return wanted === null || version === wanted || version.startsWith(`${wanted}.`);
}

/**
 * The image's own Python when it is of the wanted version, else that of its distribution, else one by uv, else whatever
 * a script may bring; null where nothing can.
 * @param scripts texts of the worker's scripts
 */
export function choosePython(
  wanted: string | null,
  base: ProbedBase | null,
  scripts: readonly string[],
): PythonChoice | null {
  const name = `Python ${wanted ?? '3'}`;
  const usual = { executable: `python${minorOf(wanted)}`, packages: [] };
  if (base === null) return { ...usual, source: 'unknown', words: name };
  const own = base.pythons.find(({ version }) => isVersion(version, wanted));
  if (own !== undefined) {
    return {
      source: 'image',
      executable: own.executable,
      packages: [],
      words: `Python ${own.version} of the image`,
    };
  }
  const offered = base.offered.find(({ version }) => isVersion(version, wanted));
  if (offered !== undefined) {
    const words = `Python ${offered.version} of ${base.system}`;
    return { source: 'packages', executable: offered.executable, packages: offered.packages, words };
  }
  if (scripts.some((text) => bringsPython(text, wanted))) {
    return { ...usual, source: 'script', words: `${name}, which a script is to bring` };
  }
  if (base.canHaveUv && (base.hasNetwork || base.hasUv)) {
    return { source: 'uv', executable: wanted ?? '3', packages: [], words: `${name} by uv` };
  }
  return null;
}

/** True for a script that says anything about installing Python, or of a place where Pythons come from. */
function bringsPython(text: string, wanted: string | null): boolean {
  const code = text.replace(/^\s*#.*$/gm, '');
  const named =
    wanted === null ? /\bpython3?\b/ : new RegExp(`\\bpython(?:-|@|=+)?${wanted.replaceAll('.', '\\.?')}`);
  return named.test(code) || /deadsnakes|\bconda\b|\bmamba\b|\bpyenv\b|\buv python\b/.test(code);
}

/** `3.9` of `3.9.7`: executables carry no more; `3` where nothing is asked for. */
function minorOf(wanted: string | null): string {
  return wanted === null ? '3' : wanted.split('.').slice(0, 2).join('.');
}

/** Why there is no Python for an environment, and what to do: one sentence each. */
export function noPythonInWords(environment: string, wanted: string | null, base: ProbedBase): string {
  const has = base.pythons.map(({ version }) => version).join(', ') || 'none that makes virtual environments';
  const why = [
    `its own Python is ${has}`,
    base.hasNetwork ? 'its distribution offers no such package' : 'a container of it reaches no network',
    base.canHaveUv ? null : 'uv, which fetches other versions, cannot be pulled',
  ].filter((text) => text !== null);
  return (
    `Environment "${environment}" asks for Python ${wanted ?? '3'}, and there is none for ${base.reference} (${base.system}): ` +
    `${why.join(', ')}. Ask for another pythonVersion, take a baseImage that has it, or install it in a script.`
  );
}
