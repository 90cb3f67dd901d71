import type { WorkerEnvironment } from '../../../../contract/index.ts';
import type { NamedSettings } from '../folder/settingsFile.ts';
import type { PythonChoice } from './choosePython.ts';
import { families, needsPackageLists, packagesForScripts } from './families.ts';
import type { Family } from './families.ts';
import type { Layout } from './layout.ts';

/** Image from which uv is taken; a static program that runs on every Linux. */
export const uvImage = 'ghcr.io/astral-sh/uv:0.9';
/** Where the environments lie in an image, as in the original. */
const environmentsFolder = '/environments';

/** The Python of an environment in an image that was built here. */
export const pythonOf = (environment: string): string => `${environmentsFolder}/${environment}/bin/python`;

/** What a Dockerfile is made from. */
export interface DockerfileParts {
  worker: NamedSettings;
  layout: Layout;
  family: Family | null;
  /** One for each environment, in their order. */
  pythons: readonly PythonChoice[];
  baseHasUv: boolean;
  baseHasBash: boolean;
  /** Of which application and worker the steps are, so that those that no image needs any more are found and removed. */
  application: string;
  stageOf: string;
}

/** Label of all images of steps. */
export const stageLabel = 'dcm-processor.stage-of';

/** Labels by which the images of steps of all workers of an application are found. */
export function stepLabels(application: string): Record<string, string> {
  return { 'dcm-processor.application': application };
}

/**
 * Writes the Dockerfile of a worker. Tools and scripts come first, as in the original; then each environment has a stage
 * of its own, so that its requirements can change without another environment being made anew.
 */
export function generateDockerfile({
  worker,
  layout,
  family,
  pythons,
  baseHasUv,
  baseHasBash,
  application,
  stageOf,
}: DockerfileParts): string {
  const { settings } = worker;
  const stages = settings.environments.map((_, index) => stageName(settings.environments, index));
  const sections = [
    [`# Worker "${worker.name}". Written by DCM Processor from its settings.json, which is what to change.`],
    [
      `FROM ${settings.baseImage} AS base`,
      'USER root',
      'WORKDIR /settings',
      ...Object.entries({ ...stepLabels(application), [stageLabel]: stageOf }).map(
        ([name, value]) => `LABEL ${name}=${JSON.stringify(value)}`,
      ),
    ],
    toolLines(layout, family, pythons, baseHasBash),
    layout.copies.flatMap(({ source, destination, isFolder }, index) => [
      ...(index === 0 ? ['# What its settings copy.'] : []),
      copyLine(
        `copies/${index + 1}/${isFolder ? '' : lastPart(source)}`,
        isFolder ? withSlash(destination) : destination,
      ),
    ]),
    scriptLines(layout),
    pythonLines(family, pythons, baseHasUv),
    ...settings.environments.map((environment, index) =>
      environmentLines(environment, {
        stage: stages[index] ?? '',
        python: pythons[index],
        files: layout.environments[index]?.files.length ?? 0,
        isOneInstall:
          layout.environments[index]?.requirements.lines.some(({ text }) => indexOption.test(text)) ?? false,
      }),
    ),
    [
      '# The image: everything above, without what only the making of it needed.',
      'FROM base',
      ...settings.environments.map(
        ({ name }, index) =>
          `COPY --from=${stages[index]} ${environmentsFolder}/${name} ${environmentsFolder}/${name}`,
      ),
      '# Containers run as the user that owns the application; without DCM Processor as this one.',
      'USER 1000:1000',
    ],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function toolLines(
  layout: Layout,
  family: Family | null,
  pythons: readonly PythonChoice[],
  hasBash: boolean,
): string[] {
  if (family === null) return [];
  const quiet = family === 'debian' ? ['ARG DEBIAN_FRONTEND=noninteractive'] : [];
  const scripts = layout.scripts.map(({ text }) => text);
  const packages = new Set([
    ...packagesForScripts(family, scripts, hasBash),
    ...pythons.flatMap(({ packages }) => packages),
    ...(pythons.some(({ source }) => source === 'uv') ? ['ca-certificates'] : []),
  ]);
  const listsAreKept = needsPackageLists(family, scripts);
  if (packages.size === 0) return listsAreKept ? [...quiet, 'RUN apt-get update'] : quiet;
  const install = families[family].install([...packages], listsAreKept);
  return ['# What scripts and environments need of the system.', ...quiet, `RUN ${install}`];
}

function scriptLines(layout: Layout): string[] {
  const copied = layout.shared.length > 0 ? ['COPY settings/ /settings/'] : [];
  if (layout.scripts.length === 0) return copied;
  return [
    '# Scripts of the worker. A command that fails ends the build, unless the script says "set +e" or "|| true".',
    'COPY build/ /opt/dcm-processor-build/',
    ...copied,
    ...layout.scripts.map(
      ({ name }) => `RUN bash /opt/dcm-processor-build/run-script ${quotedPath(`/settings/${name}`)}`,
    ),
  ];
}

function pythonLines(family: Family | null, pythons: readonly PythonChoice[], baseHasUv: boolean): string[] {
  const byUv = [
    ...new Set(pythons.filter(({ source }) => source === 'uv').map(({ executable }) => executable)),
  ];
  const byScript = [
    ...new Set(
      pythons
        .filter(({ source }) => source === 'script' || source === 'unknown')
        .map(({ executable }) => executable),
    ),
  ];
  const lines = byUv.map((version) => `RUN uv python install ${version}`);
  if (byUv.length > 0) {
    const uv = baseHasUv ? [] : [`COPY --from=${uvImage} /uv /usr/local/bin/uv`];
    lines.unshift(
      '# Pythons that neither the image nor its distribution has.',
      ...uv,
      'ENV UV_PYTHON_INSTALL_DIR=/opt/python',
    );
  }
  if (family === null) return lines;
  for (const executable of byScript) {
    const version = executable.replace(/^python/, '');
    const packages = families[family].python(version === '3' ? null : version);
    lines.push(
      `RUN ${executable} -c 'import venv, ensurepip' || { ${families[family].install(packages, false)}; }`,
    );
  }
  return lines;
}

/** Options that say where packages come from: what one file says of that holds for all files of the environment. */
const indexOption = /^(?:--no-index|-f|--find-links|-i|--index-url|--extra-index-url|--trusted-host)\b/;

function environmentLines(
  environment: WorkerEnvironment,
  {
    stage,
    python,
    files,
    isOneInstall,
  }: { stage: string; python: PythonChoice | undefined; files: number; isOneInstall: boolean },
): string[] {
  const { name, requirements, channels, entryRequirementPaths, systemPackages } = environment;
  const folder = `${environmentsFolder}/${name}`;
  const pip = `${folder}/bin/python -m pip --disable-pip-version-check`;
  const served =
    channels.length === 0
      ? 'no channel'
      : `${channels.length === 1 ? 'the channel' : 'the channels'} ${channels.map(oneLine).join(', ')}`;
  const option = systemPackages ? ' --system-site-packages' : '';
  const made =
    python?.source === 'uv'
      ? `uv venv --seed --python ${python.executable}${option} ${folder}`
      : `${python?.executable ?? 'python3'} -m venv${option} ${folder}`;
  const wanted = requirements.map((file) => `-r ${quotedPath(file)}`);
  const installs = wanted.length > 0 && isOneInstall ? [wanted] : wanted.map((one) => [one]);
  // Requirements may be installed when a container starts, by its own user.
  const opened = entryRequirementPaths.length > 0 ? [`RUN chmod -R a+rwX ${folder}`] : [];
  return [
    `# Environment "${name}" for ${served}: ${python?.words ?? 'Python'}.`,
    `FROM base AS ${stage}`,
    'ARG PIP_TRUSTED_HOST',
    'ARG PIP_INDEX_URL',
    `RUN ${made}`,
    ...(requirements.length > 0
      ? [`RUN ${pip} --retries 0 --timeout 15 install --upgrade pip || echo "pip stays as it is"`]
      : []),
    ...(files > 0 ? [copyLine(`requirements/${stage}/`, '/settings/')] : []),
    ...installs.map((wanted) => `RUN ${pip} install --no-cache-dir ${wanted.join(' ')}`),
    ...opened,
  ];
}

/** Name of the stage of an environment; stages are compared without regard to case. */
export function stageName(environments: readonly Pick<WorkerEnvironment, 'name'>[], index: number): string {
  const name = (at: number) => environments[at]?.name.toLowerCase().replace(/[^a-z0-9]+/g, '-') ?? '';
  const isTaken = environments.some((_, at) => at !== index && name(at) === name(index));
  return `environment-${name(index)}${isTaken ? `-${index + 1}` : ''}`;
}

/** Paths of settings hold nothing that a shell gives a meaning to but spaces, parentheses and the like. */
function quotedPath(path: string): string {
  return /^[\w./@%+=,-]+$/.test(path) ? path : `'${path}'`;
}

function copyLine(source: string, destination: string): string {
  const isPlain = [source, destination].every((path) => /^[\w./@%+=,-]+$/.test(path));
  return isPlain ? `COPY ${source} ${destination}` : `COPY ${JSON.stringify([source, destination])}`;
}

/** A text of somebody else inside a comment of one line. */
function oneLine(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ');
}

const withSlash = (folder: string): string => (folder.endsWith('/') ? folder : `${folder}/`);
const lastPart = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
