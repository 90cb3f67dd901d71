import { z } from 'zod';
import { findingSchema } from './findings.ts';
import { serviceSourceSchema } from './services.ts';
import { sourceOriginSchema } from './sources.ts';
import { taskSchema } from './tasks.ts';
import { chosenWorkerOptionsSchema, workerOptionsSchema, workerSettingsSchema } from './workerSettings.ts';

const folder = z.string().min(1).max(4000);

/** Where the Python of an environment comes from. */
export const pythonSourceSchema = z.enum(['image', 'packages', 'uv', 'script', 'unknown']);
/**
 * - `image`: the base image has it
 * - `packages`: the packages of the base image's distribution
 * - `uv`: fetched by uv when the image is built
 * - `script`: a script of the worker may bring it; found out when the image is built
 * - `unknown`: the base image was not looked at
 */
export type PythonSource = z.infer<typeof pythonSourceSchema>;

/** What a look into a base image found. */
export const baseImageSchema = z.object({
  reference: z.string(),
  /** Kind of Linux by its way of installing packages; null: none that we know. */
  family: z.enum(['debian', 'fedora', 'alpine']).nullable(),
  /** For people: `Debian GNU/Linux 12 (bookworm)`. */
  system: z.string(),
  /** Pythons that can make virtual environments. */
  pythons: z.array(z.object({ version: z.string(), executable: z.string() })),
  hasUv: z.boolean(),
  /** Whether a container of it reaches the network. */
  hasNetwork: z.boolean(),
});
export type BaseImage = z.infer<typeof baseImageSchema>;

/** One worker of a folder, before it is installed or built. */
export const checkedWorkerSchema = z.object({
  name: z.string(),
  settings: workerSettingsSchema,
  /** Generated; null for a prebuilt image, or where errors keep it from being made. */
  dockerfile: z.string().nullable(),
  /** Null where it was not looked at. */
  base: baseImageSchema.nullable(),
  environments: z.array(
    z.object({
      name: z.string(),
      channels: z.array(z.string()),
      python: z.string(),
      source: pythonSourceSchema,
    }),
  ),
});
export type CheckedWorker = z.infer<typeof checkedWorkerSchema>;

export const workerCheckSchema = z.object({
  workers: z.array(checkedWorkerSchema),
  /** Errors keep it from being installed. */
  findings: z.array(findingSchema),
});
export type WorkerCheck = z.infer<typeof workerCheckSchema>;

/** Why a build failed, where in the user's own files. */
export const buildProblemSchema = z.object({
  message: z.string(),
  /** File of the worker folder, where one is to blame. */
  file: z.string().nullable(),
  /** 1-based. */
  line: z.number().nullable(),
  /** What that line says. */
  text: z.string().nullable(),
});
export type BuildProblem = z.infer<typeof buildProblemSchema>;

export const workerSummarySchema = z.object({
  name: z.string(),
  description: z.string(),
  /** What the image is built on, or the prebuilt image. */
  baseImage: z.string(),
  /**
   * - `not-built`: has no image
   * - `building`: its image is being built
   * - `built`: has the image that its settings ask for
   * - `outdated`: its settings or files have changed since its image was built; the image is used meanwhile
   * - `failed`: its last build failed; an older image may be used meanwhile
   * - `invalid`: its folder has errors
   */
  state: z.enum(['not-built', 'building', 'built', 'outdated', 'failed', 'invalid']),
  image: z.object({ reference: z.string(), id: z.string(), builtAt: z.number() }).nullable(),
  environments: z.array(
    z.object({ name: z.string(), channels: z.array(z.string()), pythonVersion: z.string().nullable() }),
  ),
  /** As they hold: those of settings.json with those chosen here. */
  options: workerOptionsSchema,
  /** Folder, address or file it was installed from; empty where it is not known. */
  origin: z.string(),
  installedAt: z.number(),
  /** Number of its version, see `workers.versions`. */
  version: z.number(),
  /** False: it has no containers, and its channels are not served. */
  isEnabled: z.boolean(),
  findings: z.array(findingSchema),
  /** Its newest build, a task of kind `build`. */
  lastBuild: z
    .object({
      task: z.string(),
      state: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
      at: z.number(),
      problem: buildProblemSchema.nullable(),
    })
    .nullable(),
});
export type WorkerSummary = z.infer<typeof workerSummarySchema>;

export const workerAtWorkSchema = z.object({
  /**
   * How its jobs are kept apart:
   * - `landlock`: in its warm containers, each held to its own run by the kernel
   * - `container`: the kernel has no Landlock, so that each gets a container of its own, which takes longer
   */
  isolation: z.enum(['landlock', 'container']),
  /** What went wrong as its containers started, for a person. */
  problems: z.array(z.object({ message: z.string(), advice: z.string().nullable() })),
});
/** How the containers of a worker fare. */
export type WorkerAtWork = z.infer<typeof workerAtWorkSchema>;

export const workerDetailSchema = workerSummarySchema.extend({
  /** Null while none of its containers runs. */
  atWork: workerAtWorkSchema.nullable(),
  /** As it can be handed to `sources.open` again, in parts; null where it is not known. */
  source: sourceOriginSchema.nullable(),
  /** Absolute path of the installed copy of its folder, to be edited there. */
  folder: z.string(),
  settings: workerSettingsSchema.nullable(),
  /** As it would be built now. */
  dockerfile: z.string().nullable(),
  /** Host folders for scripts and requirements of the start, by their path in the container. */
  entryFolders: z.array(z.object({ target: z.string(), folder: z.string() })),
});
export type WorkerDetail = z.infer<typeof workerDetailSchema>;

export const buildStepSchema = z.object({
  /** 1-based. */
  number: z.number(),
  /** Line of the Dockerfile. */
  text: z.string(),
  state: z.enum(['running', 'done', 'cached', 'failed']),
});
export type BuildStep = z.infer<typeof buildStepSchema>;

/** What a build has said so far. */
export const buildLogSchema = z.object({
  steps: z.array(buildStepSchema),
  /** Output by step (0: before the first), from `offset` on. */
  lines: z.array(z.object({ step: z.number(), text: z.string() })),
  /** Hand it in to read on. */
  nextOffset: z.number(),
  problem: buildProblemSchema.nullable(),
});
export type BuildLog = z.infer<typeof buildLogSchema>;

const one = { application: z.string(), worker: z.string().max(300) };

/** Workers: folders from which images with Python environments are built. */
export const workerRoutes = {
  /** Looks at a worker folder and, where `probe` is set, into its base image; nothing is installed or built. */
  'workers.check': {
    input: z.object({
      /** Its channels are compared with those of the installed workers. */
      application: z.string(),
      /** Absolute path of a worker folder; else `worker`. */
      path: folder.optional(),
      /** An installed worker. */
      worker: z.string().max(300).optional(),
      name: z.string().max(300).optional(),
      /** A base image that is not on this machine is pulled for it. */
      probe: z.boolean().default(true),
    }),
    output: workerCheckSchema,
  },
  /** Copies a worker folder into the application, and builds its images unless told otherwise. */
  'workers.install': {
    input: z.object({
      application: z.string(),
      path: folder,
      /** Id of what was fetched, where the folder lies in that: its address is written down as the origin. */
      staged: z.string().max(100).optional(),
      /** Name of the worker; which one of several, where settings.json is an array. */
      name: z.string().max(300).optional(),
      replace: z.boolean().default(false),
      options: chosenWorkerOptionsSchema.default({}),
      build: z.boolean().default(true),
    }),
    output: z.object({ workers: z.array(workerSummarySchema), tasks: z.array(taskSchema) }),
  },
  /** Builds the image as a task of kind `build`; `fresh`: without what earlier builds left. */
  'workers.build': { input: z.object({ ...one, fresh: z.boolean().default(false) }), output: taskSchema },
  'workers.build_log': {
    input: z.object({
      application: z.string(),
      task: z.string(),
      offset: z.number().int().min(0).default(0),
    }),
    output: buildLogSchema,
  },
  'workers.list': { input: z.object({ application: z.string() }), output: z.array(workerSummarySchema) },
  'workers.get': { input: z.object(one), output: workerDetailSchema },
  /** Options of its containers, in place of those in settings.json; null puts those of settings.json back. */
  'workers.set_options': {
    input: z.object({ ...one, options: chosenWorkerOptionsSchema.nullable() }),
    output: workerSummarySchema,
  },
  /** `backup`: as `to` of `workers.backup`, done first. */
  'workers.remove': {
    input: z.object({ ...one, keepImage: z.boolean().default(false), backup: folder.optional() }),
    output: z.object({ backup: z.string().nullable(), problem: z.string().nullable() }),
  },
  /**
   * Copies its files and what was set of it, from where it can be installed again as it is. Nothing that is there is
   * replaced.
   */
  'workers.backup': {
    input: z.object({
      ...one,
      /** Absolute path of a folder, in which one of its name is made, or of a `.zip`, `.tar.gz` or `.tgz` file. */
      to: folder,
    }),
    output: z.object({ path: z.string(), bytes: z.number() }),
  },
  /** Installs a backup, with the options that it holds, and enabled or not as it was. */
  'workers.restore': {
    input: z.object({
      application: z.string(),
      source: serviceSourceSchema,
      /** The one that it had when absent. */
      name: z.string().max(300).optional(),
      replace: z.boolean().default(false),
      build: z.boolean().default(true),
    }),
    output: z.object({ workers: z.array(workerSummarySchema), tasks: z.array(taskSchema) }),
  },
  /** Installed services that bring a requirements.txt or script.sh of their own, as the first generation had them. */
  'workers.adoptable': {
    input: z.object({ application: z.string() }),
    output: z.array(
      z.object({
        service: z.string(),
        requirements: z.array(z.string()),
        /** Lines of its script.sh that do something. */
        script: z.array(z.string()),
        /** Workers that have them already. */
        adoptedBy: z.array(z.string()),
        /** The worker and environment that run its jobs, where there are any. */
        worker: z.string().nullable(),
        environment: z.string().nullable(),
      }),
    ),
  },
  /** Adds the requirements.txt and script.sh of a service to a worker, which is then to be built. */
  'workers.adopt': {
    input: z.object({ ...one, service: z.string().max(300), environment: z.string().max(300).optional() }),
    output: workerSummarySchema,
  },
};
