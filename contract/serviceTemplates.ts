import { z } from 'zod';
import { explainedJobSchema } from './explain.ts';
import { findingSchema } from './findings.ts';
import { jsonObjectSchema } from './json.ts';
import { serviceSourceSchema, serviceSummarySchema } from './services.ts';
import { triggerSchema } from './serviceTriggers.ts';

/** Services to begin from. */
export const exampleNameSchema = z.enum([
  'empty',
  'header-report',
  'nifti-conversion',
  'segmentation',
  'pdf-report',
]);
export type ExampleName = z.infer<typeof exampleNameSchema>;

export const serviceExampleSchema = z.object({
  example: exampleNameSchema,
  title: z.string(),
  /** What it does, in one or two sentences. */
  description: z.string(),
  /** What it needs beside Python's standard library; empty where nothing. */
  needs: z.string(),
  /** Fields of the job, and conditions, that fit it: what a form begins with. */
  job: z.object({
    grouping: z.enum(['study', 'series']).nullable(),
    timeout: z.string(),
    params: jsonObjectSchema,
  }),
  trigger: triggerSchema,
});
export type ServiceExample = z.infer<typeof serviceExampleSchema>;

/**
 * A service that is being thought out. Values may still be wrong, as they are while somebody types: findings tell.
 * Fields of the job are those of settings.json; what is absent is as the example has it.
 */
export const serviceDraftSchema = z.object({
  example: exampleNameSchema.default('empty'),
  /** Name of the service and its Python packages. */
  name: z.string().max(300),
  description: z.string().max(10_000).default(''),
  job: z
    .object({
      /** The name of the service when absent. */
      jobName: z.string().max(300).optional(),
      channel: z.string().max(300).optional(),
      dependsOn: z.array(z.string().max(300)).max(100).optional(),
      timeout: z.union([z.string().max(100), z.number()]).optional(),
      priority: z.union([z.string().max(100), z.number()]).optional(),
      sortPosition: z.number().optional(),
      grouping: z.enum(['patient', 'study', 'series']).nullable().optional(),
      params: jsonObjectSchema.optional(),
      retries: z.union([z.string().max(100), z.number(), jsonObjectSchema]).optional(),
      onDependencyFailure: z.enum(['skip', 'run']).optional(),
      resources: jsonObjectSchema.optional(),
    })
    .default({}),
  trigger: triggerSchema.default({ match: 'all', conditions: [] }),
});
export type ServiceDraft = z.infer<typeof serviceDraftSchema>;

/** What becomes of a service that is written. */
const installSchema = z.enum(['no', 'copy', 'link']);

/** A file of a service that would be written. */
const writtenFileSchema = z.object({
  /** Relative to the folder of the service, with `/`. */
  path: z.string(),
  text: z.string(),
});

/** How a series stood to the conditions of a draft. */
const triedSeriesSchema = z.object({
  /** Orthanc-style identifier. */
  id: z.string(),
  Modality: z.string(),
  SeriesNumber: z.string(),
  SeriesDescription: z.string(),
  BodyPartExamined: z.string(),
  imageCount: z.number(),
  /** Whether it fulfils the trigger. */
  holds: z.boolean(),
  /** Every condition and group: `[0, 2]` is the third in the group that is the first of the trigger. */
  conditions: z.array(z.object({ place: z.array(z.number()), holds: z.boolean() })),
});

export const triedServiceSchema = z.object({
  name: z.string(),
  /** Of the patient or study as callbacks see it; empty for a folder, whose conditions nobody knows. */
  series: z.array(triedSeriesSchema),
  /** What the callbacks answered, in planning order; jobs of other services are not asked. */
  jobs: z.array(explainedJobSchema.pick({ jobName: true, entity: true, answer: true, injected: true })),
  findings: z.array(findingSchema),
});
export type TriedService = z.infer<typeof triedServiceSchema>;

/** New services from examples. */
export const serviceTemplateRoutes = {
  'services.examples': { input: z.object({}), output: z.array(serviceExampleSchema) },
  /** DICOM keywords that begin with or contain a text, for the condition about any tag; at most 50. */
  'services.keywords': {
    input: z.object({ search: z.string().max(200) }),
    output: z.array(z.object({ keyword: z.string(), tag: z.string(), vr: z.string() })),
  },
  /** What would be written, and what is wrong with it; nothing is written. `application`: its jobs and channels count. */
  'services.preview': {
    input: z.object({
      application: z.string().optional(),
      draft: serviceDraftSchema,
      /** Absolute path of the folder in which its own is made; checked where given. */
      path: z.string().min(1).max(4000).optional(),
      /** As `services.create` would be asked: what is installed needs a name that no installed service has. */
      install: installSchema.default('no'),
    }),
    output: z.object({
      /** Where it would be written; null without `path`. */
      folder: z.string().nullable(),
      files: z.array(writtenFileSchema),
      findings: z.array(findingSchema),
      /** Arguments of the command line that writes the same: `create`, `service`, `--name`, … */
      command: z.array(z.string()),
    }),
  },
  /**
   * Writes a service folder `<path>/<name>`, which must not exist or be empty, and installs it where `install` says so.
   * `link`: it stays where it is, and its changes count. Where it cannot be installed nothing is written.
   */
  'services.create': {
    input: z.object({
      application: z.string().optional(),
      draft: serviceDraftSchema,
      /** Absolute path of the folder in which its own is made. */
      path: z.string().min(1).max(4000),
      install: installSchema.default('no'),
    }),
    output: z.object({
      folder: z.string(),
      installed: serviceSummarySchema.nullable(),
      findings: z.array(findingSchema),
    }),
  },
  /** What the callbacks of a draft or a service folder answer about something in the archive; nothing is kept. */
  'services.try': {
    input: z.object({
      application: z.string(),
      what: z.union([
        z.object({ draft: serviceDraftSchema }),
        z.object({ source: serviceSourceSchema, name: z.string().max(300).optional() }),
      ]),
      /** A stored patient or study by Orthanc-style identifier, PatientID or StudyInstanceUID. */
      level: z.enum(['patient', 'study']),
      key: z.string().min(1).max(256),
    }),
    output: triedServiceSchema,
  },
};
