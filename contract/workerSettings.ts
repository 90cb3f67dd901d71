import { z } from 'zod';
import { isReservedOnWindows } from './reservedNames.ts';

/** A list in which a single value may stand for a list of one (compatibility document, section 4.2). */
function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .union([z.array(item), item])
    .nullish()
    .transform((value): z.output<Item>[] =>
      value === null || value === undefined || value === ''
        ? []
        : Array.isArray(value)
          ? value.filter((one) => one !== '')
          : [value],
    );
}

/** Control characters, and what a shell or a Dockerfile gives a meaning to: never in a path of a worker's settings. */
// oxlint-disable-next-line no-control-regex -- control characters are what is refused
const unsafe = /[\u0000-\u001f\u007f"'`$\\*?<>|&;!#~[\]{}^:]/;
const safePath = z
  .string()
  .max(1000, 'must have at most 1000 characters')
  .refine(
    (path) => !unsafe.test(path),
    'must not contain quotes, line breaks, or any of ` $ \\ * ? < > | & ; ! # ~ [ ] { } ^ :',
  )
  .refine((path) => !path.split('/').includes('..'), 'must not lead out of its folder with ".."');

/** A file or folder of the worker folder, relative to it. */
const ownPath = safePath
  .min(1, 'must name a file')
  .refine((path) => !path.startsWith('/'), 'must be relative to the worker folder');

/** A path inside the container. */
const containerPath = safePath.refine(
  (path) => path.startsWith('/') && !/^\/+(?:\.\/*)*$/.test(path),
  'must be an absolute path inside the container, such as "/models"',
);

/** Name of a worker: part of the names of its image and containers. */
export const workerNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'must not be empty')
  .max(60, 'must have at most 60 characters')
  .regex(
    /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/,
    'must consist of letters a to z, digits, and single dots, underscores or hyphens between them',
  )
  .refine(
    (name) => !/^(worker|orthanc|mongo|dashboard|scheduler|redis|planning|default)$/.test(name),
    'is a name that DCM Processor keeps for itself',
  )
  .refine((name) => !isReservedOnWindows(name), 'is a name that Windows keeps for itself');

/** `host/namespace/name:tag@digest` as Docker takes it. */
const imageReference = z
  .string()
  .trim()
  .max(400)
  .regex(
    /^[A-Za-z0-9][\w.-]*(?::\d+)?(?:\/[a-z0-9][a-z0-9._-]*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
    'must be the name of an image, such as "ubuntu:20.04"',
  );

const pythonVersion = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) =>
    value === null || value === undefined
      ? null
      : String(value)
          .trim()
          .replace(/^python/i, ''),
  )
  .refine(
    (version) => version === null || /^3(\.\d{1,2}(\.\d{1,2})?)?$/.test(version),
    'must be a version of Python 3, such as "3.9"',
  )
  .refine(
    (version) => version === null || !/^3\.[0-5](\.|$)/.test(version),
    'must be 3.6 or newer; write 3.10 in quotes, "3.10"',
  );

const environmentSchema = z.object({
  /** Unique in the worker. */
  name: z
    .string()
    .trim()
    .max(60, 'must have at most 60 characters')
    .regex(/^[A-Za-z0-9_][\w.-]*$/, 'must consist of letters a to z, digits, dots, underscores and hyphens'),
  /** Requirements files in the worker folder, installed when the image is built. */
  requirements: listOf(ownPath),
  /** Folders in the container whose requirements files (`*.txt`) are installed when a container starts. */
  entryRequirementPaths: listOf(containerPath),
  /** Channels of jobs that it runs. */
  channels: listOf(z.string().trim().min(1, 'must not be empty').max(200)),
  /** Null: the Python that the image has. */
  pythonVersion,
  /** Sees the Python packages of the image's distribution as well, such as Debian's python3-numpy. */
  systemPackages: z.boolean().default(false),
});
/** One virtual environment of a worker. */
export type WorkerEnvironment = z.infer<typeof environmentSchema>;

/** A graphics card reservation, as in a Compose file. */
const gpuReservationSchema = z
  .object({
    driver: z.string().trim().min(1).max(100).default('nvidia'),
    /** How many; null with no `deviceIds`: all. */
    count: z
      .number()
      .int()
      .min(1)
      .max(64)
      .nullish()
      .transform((count) => count ?? null),
    deviceIds: listOf(z.string().trim().min(1).max(200)),
    capabilities: listOf(z.string().trim().min(1).max(100)).transform((list) =>
      list.length === 0 ? ['gpu'] : list,
    ),
    options: z.record(z.string().max(200), z.string().max(1000)).default({}),
  })
  .refine(
    ({ count, deviceIds }) => count === null || deviceIds.length === 0,
    'takes count or deviceIds, not both',
  );

const mountSchema = z.object({
  /** Absolute path on this machine. */
  source: z
    .string()
    .max(4000)
    .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'must be an absolute path on this machine')
    // oxlint-disable-next-line no-control-regex -- control characters are what is refused
    .regex(/^[^\u0000-\u001f]*$/, 'must not contain control characters'),
  target: containerPath,
  readOnly: z.boolean().default(true),
});

/** Bytes, or text such as `512m`, `8g`. */
const memory = z
  .union([
    z.number().int(),
    z.string().regex(/^\d+(?:\.\d+)?\s*[bkmgt]?b?$/i, 'must be such as "512m" or "8g"'),
  ])
  .nullish()
  .transform((value) => {
    if (value === null || value === undefined) return null;
    if (typeof value === 'number') return value;
    const unit = /([kmgt])b?$/i.exec(value)?.[1]?.toLowerCase() ?? '';
    return Math.round(Number.parseFloat(value) * 1024 ** ' kmgt'.indexOf(unit || ' '));
  })
  .refine(
    (bytes) => bytes === null || (bytes >= 6 * 1024 ** 2 && bytes <= 2 ** 50),
    'must be between 6 MiB and 1 PiB',
  );

const limitFields = {
  /** Containers. */
  replicas: z.number().int().min(0).max(64),
  /** Jobs at once in each container; null: one per processor core that it may use. */
  slots: z.number().int().min(1).max(64).nullable(),
  /** Processor cores of each container; null: all. */
  cpus: z.number().min(0.01).max(4096).nullable(),
  /** Bytes; null: no limit. */
  memory,
  /** Processes of each container. */
  pids: z.number().int().min(16).max(4_194_304),
  /** Environment variables of containers and jobs. */
  env: z.record(
    z
      .string()
      .regex(/^[A-Za-z_]\w*$/, 'must be a name of letters, digits and underscores')
      .max(200),
    z
      .union([
        z
          .string()
          .max(32_000)
          .refine((text) => !text.includes('\0'), 'must not contain a null character'),
        z.number(),
        z.boolean(),
      ])
      .transform(String),
  ),
  /** Folders of this machine that containers see. */
  mounts: z.array(mountSchema).max(100),
  /** Whether containers reach the network. */
  network: z.boolean(),
  /** Linux capabilities to keep, such as `SYS_NICE`; all others are dropped. */
  capabilities: listOf(
    z
      .string()
      .trim()
      .toUpperCase()
      .transform((name) => name.replace(/^CAP_/, ''))
      .refine(
        (name) => /^[A-Z_]{3,40}$/.test(name) && name !== 'ALL',
        'must be the name of one capability, such as "SYS_NICE"',
      ),
  ),
  gpu: gpuReservationSchema.nullable(),
};

/** What containers of a worker get: may stand in its settings.json, and can be changed without a new image. */
export const workerOptionsSchema = z.object({
  replicas: limitFields.replicas.default(1),
  slots: limitFields.slots.default(null),
  cpus: limitFields.cpus.default(null),
  memory: limitFields.memory,
  pids: limitFields.pids.default(4096),
  env: limitFields.env.default({}),
  mounts: limitFields.mounts.default([]),
  network: limitFields.network.default(false),
  capabilities: limitFields.capabilities,
  gpu: limitFields.gpu.default(null),
});
export type WorkerOptions = z.infer<typeof workerOptionsSchema>;

/** Options that were chosen here and hold in place of those of settings.json. */
export const chosenWorkerOptionsSchema = z.object(limitFields).partial();
export type ChosenWorkerOptions = z.infer<typeof chosenWorkerOptionsSchema>;

/**
 * One object of a worker's settings.json (original README, "Create worker template"; compatibility document, section
 * 4.2). Unknown fields are kept out but never refused.
 */
export const workerSettingsSchema = z
  .object({
    name: z
      .string()
      .trim()
      .max(300)
      .nullish()
      .transform((name) => name ?? ''),
    description: z
      .string()
      .max(10_000)
      .nullish()
      .transform((text) => text ?? ''),
    /** Shell scripts in the worker folder, run when the image is built, before environments are made. */
    scripts: listOf(ownPath),
    /** Folders in the container whose scripts (`*.sh`) are run when a container starts. */
    entryScriptPaths: listOf(containerPath),
    /** A prebuilt image: nothing is built then. */
    image: imageReference.nullish().transform((image) => image ?? null),
    /** What the image is built on. */
    baseImage: imageReference.nullish().transform((image) => image ?? 'ubuntu:20.04'),
    /** Files or folders of the worker folder that the image holds. */
    copies: listOf(z.object({ source: ownPath, destination: containerPath })),
    environments: listOf(environmentSchema),
  })
  .and(workerOptionsSchema);
export type WorkerSettings = z.infer<typeof workerSettingsSchema>;

const proxy = z
  .string()
  .trim()
  .max(1000)
  .regex(/^[!-~]+$/, 'must be an address such as "http://proxy.example:3128"')
  // Everybody who sees the application sees its options.
  .refine(
    (text) => !/\/\/[^/@]*:[^/@]*@/.test(text),
    'must hold no password: one is kept with the network settings',
  )
  .nullable()
  .default(null);

/** How builds reach the network, beside what the environment of the engine says (`HTTP_PROXY` and its kin). */
export const buildOptionsSchema = z.object({
  httpProxy: proxy,
  httpsProxy: proxy,
  ftpProxy: proxy,
  noProxy: proxy,
  /** Hosts from which pip takes packages without a valid certificate. */
  trustedHosts: z
    .array(
      z
        .string()
        .trim()
        .regex(/^[\w.:[\]-]+$/, 'must be the name of a host')
        .max(255),
    )
    .max(100)
    .default([]),
});
export type BuildOptions = z.infer<typeof buildOptionsSchema>;
