import type { BaseImage } from '../../../../contract/index.ts';

export type Family = NonNullable<BaseImage['family']>;

/** How a kind of Linux installs packages. */
interface FamilyWays {
  /** A shell command that installs packages; `keepLists`: scripts after it may install more. */
  install(packages: readonly string[], keepLists: boolean): string;
  /** Packages that give a Python which makes virtual environments; null: the distribution's own Python 3. */
  python(version: string | null): string[];
}

export const families: Record<Family, FamilyWays> = {
  debian: {
    install: (packages, keepLists) =>
      `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}` +
      (keepLists ? '' : ' && rm -rf /var/lib/apt/lists/*'),
    python: (version) =>
      version === null ? ['python3', 'python3-venv'] : [`python${version}`, `python${version}-venv`],
  },
  fedora: {
    install: (packages, keepLists) =>
      `$(command -v dnf || command -v microdnf || command -v yum) install -y ${packages.join(' ')}` +
      (keepLists ? '' : ' && rm -rf /var/cache/dnf /var/cache/yum'),
    python: (version) => (version === null ? ['python3', 'python3-pip'] : [`python${version}`]),
  },
  alpine: {
    install: (packages) => `apk add --no-cache ${packages.join(' ')}`,
    python: () => ['python3'],
  },
};

/** What scripts call that the images of the original had, by the package that has it. */
const toolPackages: Record<Family, readonly (readonly [RegExp, string])[]> = {
  debian: [
    [/\badd-apt-repository\b/, 'software-properties-common'],
    [/\bgit\b/, 'git'],
    [/\bpip3?\b/, 'python3-pip'],
    [/\bpython3\b/, 'python3'],
  ],
  fedora: [
    [/\bgit\b/, 'git'],
    [/\bpip3?\b/, 'python3-pip'],
  ],
  alpine: [
    [/\bgit\b/, 'git'],
    [/\bpip3?\b/, 'py3-pip'],
  ],
};

/** Packages for scripts of the worker, by what their text calls. */
export function packagesForScripts(family: Family, scripts: readonly string[]): string[] {
  if (scripts.length === 0) return [];
  const called = toolPackages[family].filter(([call]) =>
    scripts.some((text) => call.test(withoutComments(text))),
  );
  return ['bash', 'ca-certificates', ...called.map(([, name]) => name)];
}

const withoutComments = (text: string): string => text.replace(/^\s*#.*$/gm, '');

/** The kind of Linux that an image most probably is, by its name alone. */
export function guessFamily(reference: string): Family | null {
  if (/alpine/.test(reference)) return 'alpine';
  if (/fedora|rocky|alma|centos|ubi\d|redhat|rhel|oracle/.test(reference)) return 'fedora';
  if (/ubuntu|debian|python|cuda|pytorch|tensorflow|bookworm|bullseye|slim/.test(reference)) return 'debian';
  return null;
}
