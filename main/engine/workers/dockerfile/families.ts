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

/**
 * Packages for scripts of the worker, by what their text calls.
 * @param hasBash the image has it already
 */
export function packagesForScripts(family: Family, scripts: readonly string[], hasBash: boolean): string[] {
  if (scripts.length === 0) return [];
  const texts = scripts.map(withoutComments);
  const called = toolPackages[family].filter(([call]) => texts.some((text) => call.test(text)));
  const isOnline = texts.some((text) => /https:|\b(?:curl|wget|git|pip3?|add-apt-repository)\b/.test(text));
  return [
    ...(hasBash ? [] : ['bash']),
    ...(isOnline ? ['ca-certificates'] : []),
    ...called.map(([, name]) => name),
  ];
}

/** In the original the lists of packages were there when scripts ran, so that they could install without asking for them. */
export function needsPackageLists(family: Family | null, scripts: readonly string[]): boolean {
  return family === 'debian' && scripts.some((text) => /\bapt(?:-get)?\b/.test(withoutComments(text)));
}

const withoutComments = (text: string): string => text.replace(/^\s*#.*$/gm, '');

/** The kind of Linux that an image most probably is, by its name alone. */
export function guessFamily(reference: string): Family | null {
  if (/alpine/.test(reference)) return 'alpine';
  if (/fedora|rocky|alma|centos|ubi\d|redhat|rhel|oracle/.test(reference)) return 'fedora';
  if (/ubuntu|debian|python|cuda|pytorch|tensorflow|bookworm|bullseye|slim/.test(reference)) return 'debian';
  return null;
}
