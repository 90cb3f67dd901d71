import { z } from 'zod';
import type { RouteInput } from '../../../contract/index.ts';
import { joinPath } from '../../forms/index.ts';

const environmentValuesSchema = z.object({
  name: z.string(),
  /** Empty: the Python that the image has. */
  pythonVersion: z.string(),
  channels: z.array(z.string()),
  /** Text of its requirements file. */
  requirements: z.string(),
  /** Installed services whose requirements come with it. */
  services: z.array(z.string()),
  systemPackages: z.boolean(),
});
export type EnvironmentValues = z.infer<typeof environmentValuesSchema>;

/** A new worker as its wizard holds it. */
export const workerValuesSchema = z.object({
  name: z.string(),
  path: z.string(),
  description: z.string(),
  baseImage: z.string(),
  environments: z.array(environmentValuesSchema),
  script: z.string(),
  /** What is done when it is written. */
  next: z.enum(['build', 'install', 'no']),
});
export type WorkerValues = z.infer<typeof workerValuesSchema>;

const firstEnvironment: EnvironmentValues = {
  name: 'base',
  pythonVersion: '',
  channels: [],
  requirements: '',
  services: [],
  systemPackages: false,
};

export const emptyWorker: WorkerValues = {
  name: '',
  path: '',
  description: '',
  baseImage: 'ubuntu:22.04',
  environments: [firstEnvironment],
  script: '',
  next: 'build',
};

/** Another environment, with a name that none of these has. */
export function anotherEnvironment(environments: readonly EnvironmentValues[]): EnvironmentValues {
  const taken = new Set(environments.map(({ name }) => name));
  const free = environments.map((_, position) => `environment-${position + 2}`);
  return { ...firstEnvironment, name: free.find((name) => !taken.has(name)) ?? '' };
}

type Draft = Omit<RouteInput<'workers.create'>, 'application' | 'path' | 'install'>;

/** What the engine is asked with. An environment without channels serves the one that has the worker's name. */
export function workerDraft(values: WorkerValues): Draft {
  const { description, baseImage, script, environments } = values;
  const called = values.name.trim();
  return {
    name: called,
    description,
    baseImage: baseImage.trim(),
    script,
    environments: environments.map(({ pythonVersion, channels, ...environment }) => ({
      ...environment,
      name: environment.name.trim(),
      pythonVersion: pythonVersion.trim() === '' ? null : pythonVersion.trim(),
      channels: channels.length === 0 && environments.length === 1 && called !== '' ? [called] : channels,
    })),
  };
}

interface WorkerCommands {
  values: WorkerValues;
  /** Absolute path of the folder in which it is made. */
  path: string;
  /** Name of the application. */
  application: string;
}

/** The words after `dcm-processor` that do the same, one command after the other. */
export function workerCommands({ values, path, application }: WorkerCommands): string[][] {
  const draft = workerDraft(values);
  const option = (flag: string, value: string) => (value === '' ? [] : [flag, value]);
  const environments = (draft.environments ?? []).flatMap((one) => [
    '--environment',
    environmentWord(one.name, one.pythonVersion ?? null, one.channels ?? []),
    ...(one.services ?? []).flatMap((service) => ['--service', `${one.name}=${service}`]),
    ...requirementLines(one.requirements ?? '').flatMap((line) => ['--require', `${one.name}=${line}`]),
    ...(one.systemPackages === true ? ['--system-packages', one.name] : []),
  ]);
  const create = [
    'create',
    'worker',
    '--app',
    application,
    '--name',
    draft.name,
    '--path',
    path,
    '--image',
    values.baseImage.trim(),
    ...environments,
    ...option('--script', values.script.trim()),
    ...option('--description', values.description.trim()),
  ];
  if (values.next === 'no') return [create];
  const folder = joinPath(path, draft.name);
  const build = values.next === 'build' ? [] : ['--no-build'];
  return [create, ['install', 'worker', '--app', application, '--path', folder, ...build]];
}

function environmentWord(name: string, pythonVersion: string | null, channels: readonly string[]): string {
  return `${name}${pythonVersion === null ? '' : `@${pythonVersion}`}=${channels.join(',')}`;
}

function requirementLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
