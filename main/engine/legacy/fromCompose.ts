import { parseDocument } from 'yaml';
import { z } from 'zod';
import { chosenWorkerOptionsSchema } from '../../../contract/index.ts';
import { readOldFile } from './readFile.ts';
import type { Left, OldWorker } from './types.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const serviceSchema = z.looseObject({
  image: z.string().nullish().catch(null),
  environment: z
    .union([
      z.array(z.string()).transform((list) => Object.fromEntries(list.map(splitAssignment))),
      z.record(
        z.string(),
        text.nullable().transform((value) => value ?? ''),
      ),
    ])
    .nullish()
    .catch(null),
  volumes: z.array(z.unknown()).nullish().catch(null),
  deploy: z
    .looseObject({
      replicas: z.number().nullish(),
      resources: z
        .looseObject({
          reservations: z.looseObject({ devices: z.array(z.unknown()).nullish() }).nullish(),
        })
        .nullish(),
    })
    .nullish()
    .catch(null),
});
const composeSchema = z.looseObject({ services: z.record(z.string(), z.unknown()) });

const deviceSchema = z.looseObject({
  driver: z.string().nullish(),
  count: z.union([z.number(), z.string()]).nullish(),
  device_ids: z.array(text).nullish(),
  capabilities: z.array(z.unknown()).nullish(),
  options: z.record(z.string(), text).nullish(),
});

/** Containers that the old tool always has. */
const ownServices = new Set(['mongo', 'orthanc', 'scheduler', 'worker', 'dashboard']);
/** Variables that the old tool gives every worker. */
const ownVariables =
  /^(?:JOBS_\w+|ORTHANC_\w+|CLEAN_ORTHANC|DATA|MODULES|LOGS|REGISTRY|NO_PROXY|no_proxy|https?_proxy|HTTPS?_PROXY)$/;
const secretName = /secret|password|passwd|token|key$/i;

/** What a Compose file says of the containers of workers, by the name of the worker. */
export type ComposeWorkers = ReadonlyMap<string, { options: OldWorker['options']; notes: string[] }>;

/** Reads docker-compose.yml; what it has beside the old tool's own is noted. */
export async function fromCompose(
  file: string,
  workers: readonly string[],
  left: Left[],
): Promise<ComposeWorkers> {
  const found = new Map<string, { options: OldWorker['options']; notes: string[] }>();
  const services = await readServices(file, left);
  const names = new Map(workers.map((name) => [name.toLowerCase(), name]));
  for (const [key, value] of Object.entries(services)) {
    const worker = names.get(key.toLowerCase());
    if (worker !== undefined) {
      const parsed = serviceSchema.safeParse(value);
      if (parsed.success) found.set(worker, optionsOf(parsed.data));
    } else if (!ownServices.has(key)) {
      left.push({
        what: `docker-compose.yml: ${key.slice(0, 100)}`,
        reason:
          'It is no container of the old tool and none of its workers; run it yourself where it is needed.',
      });
    }
  }
  return found;
}

async function readServices(file: string, left: Left[]): Promise<Record<string, unknown>> {
  const failed = (reason: string) => {
    left.push({ what: 'docker-compose.yml', reason: `It cannot be read: ${reason}` });
    return {};
  };
  try {
    const content = await readOldFile(file);
    if (content === null) return {};
    const document = parseDocument(content, { logLevel: 'silent' });
    const [problem] = document.errors;
    if (problem !== undefined) return failed(problem.message.split('\n')[0] ?? '');
    // Aliases upon aliases can make a small file endless.
    const parsed = composeSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
    return parsed.success ? parsed.data.services : failed('It names no services.');
  } catch (cause) {
    return failed(cause instanceof Error ? cause.message : String(cause));
  }
}

function optionsOf(service: z.infer<typeof serviceSchema>): {
  options: OldWorker['options'];
  notes: string[];
} {
  const notes: string[] = [];
  const options: Partial<Record<keyof OldWorker['options'], unknown>> = {};
  const devices = service.deploy?.resources?.reservations?.devices ?? [];
  const gpu = gpuOf(devices[0]);
  if (gpu !== null) options.gpu = gpu;
  if (devices.length > 1 || (devices.length === 1 && gpu === null))
    notes.push('Of its device reservations only one of graphics cards is brought over.');
  const replicas = chosenWorkerOptionsSchema.shape.replicas.safeParse(service.deploy?.replicas ?? undefined);
  if (replicas.success && replicas.data !== undefined) options.replicas = replicas.data;
  const own = Object.entries(service.environment ?? {}).filter(([name]) => !ownVariables.test(name));
  const secret = own.filter(([name]) => secretName.test(name)).map(([name]) => name);
  if (secret.length > 0)
    notes.push(`Passwords are not brought over: set the variables ${secret.join(', ')} of the worker here.`);
  const env = Object.fromEntries(own.filter(([name]) => !secret.includes(name)));
  if (Object.keys(env).length > 0 && chosenWorkerOptionsSchema.shape.env.safeParse(env).success)
    options.env = env;
  const mounted = (service.volumes ?? []).filter((volume) => !isOwnVolume(volume)).length;
  if (mounted > 0)
    notes.push(
      `${mounted === 1 ? 'A volume that was' : `${mounted} volumes that were`} added to its container is not brought over: set the mounts of the worker here.`,
    );
  return { options: chosenWorkerOptionsSchema.parse(options), notes };
}

/** The old tool mounts these three of each application. */
function isOwnVolume(volume: unknown): boolean {
  return typeof volume === 'string' && /:\/(?:modules|data|logs)(?::\w+)?$/.test(volume);
}

function gpuOf(device: unknown): OldWorker['options']['gpu'] | null {
  const parsed = deviceSchema.safeParse(device);
  if (device === undefined || !parsed.success) return null;
  const { driver, count, device_ids, capabilities, options } = parsed.data;
  const gpu = chosenWorkerOptionsSchema.shape.gpu.safeParse({
    ...(driver && { driver }),
    count: typeof count === 'number' ? count : /^\d+$/.test(count ?? '') ? Number(count) : null,
    deviceIds: device_ids ?? [],
    capabilities: (capabilities ?? []).flat().filter((one) => typeof one === 'string'),
    options: options ?? {},
  });
  return gpu.success && gpu.data !== undefined ? gpu.data : null;
}

function splitAssignment(line: string): [string, string] {
  const at = line.indexOf('=');
  return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}
