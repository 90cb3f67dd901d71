import { z } from 'zod';
import { findingSchema } from './findings.ts';
import { workerNameSchema } from './workerSettings.ts';
import { workerCheckSchema, workerRoutes } from './workers.ts';

const shortText = z.string().max(400);
const longText = z.string().max(1_000_000);
const folder = z.string().min(1).max(4000);

/** An environment of a worker that is being made. What is wrong with it is a finding, so that it can be typed. */
export const draftEnvironmentSchema = z.object({
  /** Unique in the worker. */
  name: shortText,
  /** `3.9`; null: the Python that the image has. */
  pythonVersion: z.string().max(20).nullable().default(null),
  /** Channels of jobs that it runs. */
  channels: z.array(z.string().max(200)).max(100).default([]),
  /** Text of its requirements file. */
  requirements: longText.default(''),
  /** Installed services whose requirements.txt and script.sh come with it. */
  services: z.array(z.string().max(200)).max(1000).default([]),
  /** Sees the Python packages of the image's distribution as well. */
  systemPackages: z.boolean().default(false),
});
export type DraftEnvironment = z.infer<typeof draftEnvironmentSchema>;

const draftFields = {
  description: z.string().max(10_000).default(''),
  baseImage: shortText.default('ubuntu:20.04'),
  /** Of the one environment, `base`, that there is without `environments`. */
  pythonVersion: z.string().max(20).nullable().default(null),
  /** Likewise; the worker's name when empty. */
  channels: z.array(z.string().min(1).max(200)).max(100).default([]),
  environments: z.array(draftEnvironmentSchema).max(50).optional(),
  /** Shell commands for the making of the image, before its environments: text of script.sh. */
  script: longText.default(''),
};

/** A file that is about to be written, relative to the folder of the worker, with `/`. */
const draftFileSchema = z.object({ path: z.string(), text: z.string() });
export type DraftFile = z.infer<typeof draftFileSchema>;

export const knownBaseImageSchema = z.object({
  reference: z.string(),
  /** What it is good for: one sentence. */
  description: z.string(),
  /** It brings what NVIDIA graphics cards need. */
  gpu: z.boolean(),
  /** Whether it is on this machine; null where Docker cannot be asked. */
  present: z.boolean().nullable(),
});
export type KnownBaseImage = z.infer<typeof knownBaseImageSchema>;

/** Worker folders that are made here: what they can be built on, what would be written, and writing it. */
export const workerDraftRoutes = {
  /** Images that workers are usually built on, and those that workers of the application are built on. */
  'workers.base_images': {
    input: z.object({ application: z.string() }),
    output: z.array(knownBaseImageSchema),
  },
  /** What `workers.create` would write, and what would be built of it; nothing is written. */
  'workers.preview': {
    input: z.object({
      application: z.string(),
      name: shortText,
      /** Absolute path of the folder in which it would be made, to be looked at as well. */
      path: z.string().max(4000).optional(),
      ...draftFields,
      /** Looks into the base image, and pulls it for that where it is not on this machine. */
      probe: z.boolean().default(false),
    }),
    output: workerCheckSchema.extend({
      /** The folder that it would be; null where `path` or `name` is of no use. */
      folder: z.string().nullable(),
      files: z.array(draftFileSchema),
      findings: z.array(findingSchema),
    }),
  },
  /**
   * Writes a new worker folder, and installs it where `install` says so; `path`: absolute path of the folder in which it
   * is made. `build`: its image is built as well. Where it cannot be installed nothing is written.
   */
  'workers.create': {
    input: z.object({
      /** Whose installed services `environments` names, and in which it is installed. */
      application: z.string().optional(),
      path: folder,
      name: workerNameSchema,
      ...draftFields,
      install: z.enum(['no', 'install', 'build']).default('no'),
    }),
    output: z.object({
      folder: z.string(),
      installed: workerRoutes['workers.install'].output.nullable(),
    }),
  },
};
