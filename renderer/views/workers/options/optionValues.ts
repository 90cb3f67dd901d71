import {
  chosenWorkerOptionsSchema,
  type ChosenWorkerOptions,
  type WorkerOptions,
} from '../../../../contract/index.ts';
import { issueInWords } from '../../../forms/index.ts';

const mebibyte = 1024 ** 2;

/** One line of a list in a form; its id is the row's, whatever is typed into it. */
interface Row {
  id: number;
}

/**
 * Options of a worker as their form holds them: an empty field is an empty text. A type and not an interface, since a
 * form's values are looked up by any key.
 */
export type WorkerValues = {
  replicas: number | string;
  slots: number | string;
  cpus: number | string;
  memoryMebibytes: number | string;
  pids: number | string;
  network: boolean;
  capabilities: string[];
  env: (Row & { name: string; value: string })[];
  mounts: (Row & { source: string; target: string; writable: boolean })[];
  usesGpu: boolean;
  gpuDriver: string;
  gpuCount: number | string;
  gpuDeviceIds: string[];
  gpuCapabilities: string[];
  gpuOptions: Record<string, string>;
};

/** From the worker to the form. */
export function valuesOf(options: WorkerOptions): WorkerValues {
  const { gpu } = options;
  return {
    replicas: options.replicas,
    slots: options.slots ?? '',
    cpus: options.cpus ?? '',
    memoryMebibytes: options.memory === null ? '' : options.memory / mebibyte,
    pids: options.pids,
    network: options.network,
    capabilities: options.capabilities,
    env: Object.entries(options.env).map(([name, value], id) => ({ id, name, value })),
    mounts: options.mounts.map(({ source, target, readOnly }, id) => ({
      id,
      source,
      target,
      writable: !readOnly,
    })),
    usesGpu: gpu !== null,
    gpuDriver: gpu?.driver ?? 'nvidia',
    gpuCount: gpu?.count ?? '',
    gpuDeviceIds: gpu?.deviceIds ?? [],
    gpuCapabilities: gpu?.capabilities ?? ['gpu'],
    gpuOptions: gpu?.options ?? {},
  };
}

/** An id that no row of a list has yet. */
export function nextId(rows: readonly Row[]): number {
  return Math.max(-1, ...rows.map(({ id }) => id)) + 1;
}

/** Empty means none; what is no number is refused by the schema. */
const numberOrNone = (value: number | string) => (value === '' ? null : Number(value));
const numberNeeded = (value: number | string) => (value === '' ? Number.NaN : Number(value));

/** From the form to the engine, not checked. */
function optionsOf(values: WorkerValues): ChosenWorkerOptions {
  const memory = numberOrNone(values.memoryMebibytes);
  return {
    replicas: numberNeeded(values.replicas),
    slots: numberOrNone(values.slots),
    cpus: numberOrNone(values.cpus),
    memory: memory === null ? null : Math.round(memory * mebibyte),
    pids: numberNeeded(values.pids),
    network: values.network,
    capabilities: values.capabilities,
    env: Object.fromEntries(values.env.map(({ name, value }) => [name.trim(), value])),
    mounts: values.mounts.map(({ source, target, writable }) => ({
      source: source.trim(),
      target: target.trim(),
      readOnly: !writable,
    })),
    gpu: values.usesGpu
      ? {
          driver: values.gpuDriver.trim(),
          count: numberOrNone(values.gpuCount),
          deviceIds: values.gpuDeviceIds,
          capabilities: values.gpuCapabilities,
          options: values.gpuOptions,
        }
      : null,
  };
}

/** Fields of the form by the engine's path of the option. */
function fieldOf(path: PropertyKey[], values: WorkerValues): string {
  const [first, second, third] = path.map(String);
  if (first === 'memory') return 'memoryMebibytes';
  if (first === 'env') {
    const index = values.env.findIndex(({ name }) => name.trim() === second);
    return `env.${index}.name`;
  }
  if (first === 'mounts') return second === undefined ? 'mounts' : `mounts.${second}.${third ?? 'source'}`;
  if (first !== 'gpu') return first ?? '';
  if (second === undefined) return 'gpuCount';
  return `gpu${second.charAt(0).toUpperCase()}${second.slice(1)}`;
}

/** Options that the engine takes, or what is wrong by field, in the words of the contract. */
export function readValues(
  values: WorkerValues,
  twice: string,
): { options: ChosenWorkerOptions; problems: null } | { options: null; problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const names = new Set<string>();
  for (const [index, { name }] of values.env.entries()) {
    if (names.has(name.trim())) problems[`env.${index}.name`] = twice;
    names.add(name.trim());
  }
  const read = chosenWorkerOptionsSchema.safeParse(optionsOf(values));
  for (const issue of read.error?.issues ?? []) problems[fieldOf(issue.path, values)] ??= issueInWords(issue);
  if (!read.success || Object.keys(problems).length > 0) return { options: null, problems };
  return { options: read.data, problems: null };
}

/** Those options that are not as settings.json has them: what is left out follows settings.json. */
export function chosenOf(options: ChosenWorkerOptions, settings: WorkerOptions | null): ChosenWorkerOptions {
  if (settings === null) return options;
  const known = new Map<string, unknown>(Object.entries(settings));
  return Object.fromEntries(
    Object.entries(options).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(known.get(name)),
    ),
  );
}
