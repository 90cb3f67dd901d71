import { z } from 'zod';
import type { ContainerPlan } from '../runtimes/index.ts';

/** What of Docker's request to make a container is written into the file; all that plans make use of. */
const madeSchema = z.object({
  Image: z.string(),
  Entrypoint: z.union([z.string(), z.array(z.string())]).optional(),
  Cmd: z.array(z.string()).optional(),
  Env: z.array(z.string()).optional(),
  User: z.string().optional(),
  WorkingDir: z.string().optional(),
  StopTimeout: z.number().optional(),
  Healthcheck: z.object({ Test: z.array(z.string()).optional() }).optional(),
  NetworkingConfig: z
    .object({
      EndpointsConfig: z.record(z.string(), z.object({ Aliases: z.array(z.string()).optional() })).optional(),
    })
    .optional(),
  HostConfig: z.object({
    Init: z.boolean().optional(),
    Binds: z.array(z.string()).optional(),
    Mounts: z
      .array(z.object({ Source: z.string(), Target: z.string(), ReadOnly: z.boolean().optional() }))
      .optional(),
    PortBindings: z
      .record(
        z.string(),
        z.array(z.object({ HostIp: z.string().optional(), HostPort: z.string().optional() })),
      )
      .optional(),
    CapDrop: z.array(z.string()).optional(),
    CapAdd: z.array(z.string()).optional(),
    SecurityOpt: z.array(z.string()).optional(),
    PidsLimit: z.number().nullish(),
    Memory: z.number().optional(),
    MemorySwap: z.number().optional(),
    NanoCpus: z.number().optional(),
    ShmSize: z.number().optional(),
    IpcMode: z.string().optional(),
    NetworkMode: z.string().optional(),
    RestartPolicy: z.object({ Name: z.string() }).optional(),
    DeviceRequests: z
      .array(
        z.object({
          Driver: z.string().optional(),
          Count: z.number().optional(),
          DeviceIDs: z.array(z.string()).optional(),
          Capabilities: z.array(z.array(z.string())).optional(),
          Options: z.record(z.string(), z.string()).optional(),
        }),
      )
      .optional(),
  }),
});
type Made = z.infer<typeof madeSchema>;

/** A container as a service of Docker Compose (compose-spec). */
export function composeService(
  plan: ContainerPlan,
  how: { references: ReadonlyMap<string, string>; network: string; scale: number },
): unknown {
  const made = madeSchema.parse(plan.options);
  const { HostConfig: host } = made;
  const service = {
    image: how.references.get(made.Image) ?? made.Image,
    entrypoint: typeof made.Entrypoint === 'string' ? [made.Entrypoint] : made.Entrypoint,
    command: made.Cmd,
    environment: made.Env,
    user: made.User,
    working_dir: made.WorkingDir,
    init: host.Init,
    stop_grace_period: made.StopTimeout === undefined ? undefined : `${made.StopTimeout}s`,
    healthcheck: made.Healthcheck?.Test?.[0] === 'NONE' ? { disable: true } : undefined,
    restart: host.RestartPolicy?.Name,
    cap_drop: filled(host.CapDrop),
    cap_add: filled(host.CapAdd),
    security_opt: filled(host.SecurityOpt?.map((one) => one.replace('=', ':'))),
    pids_limit: host.PidsLimit ?? undefined,
    mem_limit: host.Memory,
    memswap_limit: host.MemorySwap,
    cpus: host.NanoCpus === undefined ? undefined : host.NanoCpus / 1e9,
    shm_size: host.ShmSize,
    ipc: host.IpcMode,
    volumes: filled([...(host.Mounts ?? []).map(mounted), ...(host.Binds ?? []).map(bound)]),
    ports: filled(portsOf(host.PortBindings ?? {})),
    ...networkOf(made, how.network),
    ...(how.scale > 1 && { scale: how.scale }),
    ...devicesOf(host.DeviceRequests ?? []),
  };
  return escaped(service);
}

const filled = <Item>(list: readonly Item[] | undefined) =>
  list === undefined || list.length === 0 ? undefined : list;

function mounted({ Source, Target, ReadOnly }: NonNullable<Made['HostConfig']['Mounts']>[number]): unknown {
  return { type: 'bind', source: Source, target: Target, ...(ReadOnly === true && { read_only: true }) };
}

/** `/folder:/inside:ro`; the first part may have a colon on Windows. */
function bound(text: string): unknown {
  const parts = text.split(':');
  const mode = parts.pop();
  const target = parts.pop();
  return { type: 'bind', source: parts.join(':'), target, ...(mode === 'ro' && { read_only: true }) };
}

function portsOf(bindings: NonNullable<Made['HostConfig']['PortBindings']>): string[] {
  return Object.entries(bindings).flatMap(([inside, outside]) =>
    outside.map(
      ({ HostIp, HostPort }) => `${HostIp ?? '127.0.0.1'}:${HostPort ?? ''}:${inside.replace('/tcp', '')}`,
    ),
  );
}

function networkOf(made: Made, network: string): Record<string, unknown> {
  if (made.HostConfig.NetworkMode === 'none') return { network_mode: 'none' };
  const aliases = Object.values(made.NetworkingConfig?.EndpointsConfig ?? {}).flatMap(
    ({ Aliases }) => Aliases ?? [],
  );
  return { networks: { [network]: aliases.length === 0 ? {} : { aliases } } };
}

function devicesOf(requests: NonNullable<Made['HostConfig']['DeviceRequests']>): Record<string, unknown> {
  if (requests.length === 0) return {};
  const devices = requests.map(({ Driver, Count, DeviceIDs, Capabilities, Options }) => ({
    driver: Driver,
    ...(DeviceIDs === undefined ? { count: Count === -1 ? 'all' : Count } : { device_ids: DeviceIDs }),
    capabilities: Capabilities?.[0],
    ...(Options !== undefined && Object.keys(Options).length > 0 && { options: Options }),
  }));
  return { deploy: { resources: { reservations: { devices } } } };
}

/** Without what is not said, and with what Compose would take for a variable written so that it does not. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, escaped(one)]])),
  );
}
