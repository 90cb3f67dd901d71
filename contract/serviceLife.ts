import { z } from 'zod';
import { findingSchema } from './findings.ts';
import { jobDefinitionSchema } from './jobDefinition.ts';
import { jsonValueSchema } from './json.ts';
import { arrivalSchema } from './runs.ts';
import { jobChangesSchema, jobOptionFieldSchema } from './serviceOptions.ts';
import { serviceSourceSchema, serviceSummarySchema } from './services.ts';
import { sourceOriginSchema } from './sources.ts';

const absolutePath = z.string().trim().min(1, 'must not be empty').max(4000);
const one = { application: z.string(), name: z.string().min(1).max(300) };

export const serviceVersionSchema = z.object({
  /** Counts up within the service, for people; 1 is the first that was installed. */
  number: z.number(),
  /** SHA-256 over its files: what job runs record. */
  version: z.string(),
  /**
   * - `installed`, `updated`: from `origin`
   * - `rolled-back`: an earlier one was put back
   * - `restored`: from a backup
   * - `saved`: a change in its linked folder
   * - `edited`: by hand in the application's own folders, found when something else was put in its place
   */
  how: z.enum(['installed', 'updated', 'rolled-back', 'restored', 'saved', 'edited']),
  /** Null where it is not known: installed by an earlier version of DCM Processor, or by hand. */
  origin: sourceOriginSchema.nullable(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  isCurrent: z.boolean(),
  /** Its files are still there, so that it can be put back. */
  isKept: z.boolean(),
  /** Job runs that recorded this version, and when the last of them ended. */
  jobRuns: z.number(),
  lastRunAt: z.number().nullable(),
});
export type ServiceVersion = z.infer<typeof serviceVersionSchema>;

export const serviceJobSchema = z.object({
  jobName: z.string(),
  /** As it holds: settings.json with the changes made here. */
  definition: jobDefinitionSchema,
  /** As settings.json has it. */
  own: jobDefinitionSchema,
  /** What was changed here, by field; empty where nothing was. */
  changes: jobChangesSchema,
});
export type ServiceJob = z.infer<typeof serviceJobSchema>;

export const serviceLinkSchema = z.object({
  /** Absolute path of the folder that is worked on. */
  folder: z.string(),
  /**
   * - `following`: what was saved last is used
   * - `invalid`: what was saved last has errors; the version before is used
   * - `missing`: the folder is gone or cannot be read; the version before is used
   */
  state: z.enum(['following', 'invalid', 'missing']),
  /** Of what was saved last. */
  findings: z.array(findingSchema),
  /** When a saved change was last taken over, in milliseconds since the epoch. */
  changedAt: z.number(),
});
export type ServiceLink = z.infer<typeof serviceLinkSchema>;

export const serviceDetailSchema = serviceSummarySchema.extend({
  description: z.string(),
  /** As it can be handed to `sources.open` again, in parts. */
  source: sourceOriginSchema.nullable(),
  jobList: z.array(serviceJobSchema),
  /** Changes of jobs that settings.json has no longer; they hold again when it has them again. */
  unusedChanges: z.array(z.object({ jobName: z.string(), changes: jobChangesSchema })),
  /** Its files in the application are not those that were installed: somebody edited them. */
  isEdited: z.boolean(),
  link: serviceLinkSchema.nullable(),
  /** Where its packages lie in the application. */
  folders: z.object({ registry: z.string(), module: z.string() }),
  /** Job runs that have not ended. */
  open: z.object({ running: z.number(), queued: z.number() }),
  /** Running jobs that go on with the version before; new ones have the current one already. */
  onEarlierVersion: z.number(),
});
export type ServiceDetail = z.infer<typeof serviceDetailSchema>;

export const fileChangeSchema = z.object({
  /** Relative to the service folder, with `/`. */
  path: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
  /** In bytes; null where there is none. */
  sizeBefore: z.number().nullable(),
  sizeAfter: z.number().nullable(),
  /** Unified diff; null for files that are no text, and where it would be too long to read. */
  diff: z.string().nullable(),
});
export type FileChange = z.infer<typeof fileChangeSchema>;

export const jobChangeSchema = z.object({
  jobName: z.string(),
  change: z.enum(['added', 'changed', 'removed']),
  /** Fields of its entry in settings.json that differ; of an added or removed job all that it has. */
  fields: z.array(z.object({ field: z.string(), before: jsonValueSchema, after: jsonValueSchema })),
});
export type JobChange = z.infer<typeof jobChangeSchema>;

export const serviceComparisonSchema = z.object({
  name: z.string(),
  /** SHA-256 over the files. */
  from: z.string(),
  to: z.string(),
  origin: sourceOriginSchema.nullable(),
  isSame: z.boolean(),
  files: z.array(fileChangeSchema),
  /** Changed files that are not in `files`, because there are very many. */
  filesLeftOut: z.number(),
  jobs: z.array(jobChangeSchema),
  /** Of what would be installed; errors keep it from being. */
  findings: z.array(findingSchema),
  /** What was edited by hand in the application would be replaced (and kept as a version). */
  replacesEdits: z.boolean(),
});
export type ServiceComparison = z.infer<typeof serviceComparisonSchema>;

export const serviceChangeSchema = z.object({
  service: serviceSummarySchema,
  /** Version numbers; equal where nothing had to be changed. */
  from: z.number(),
  to: z.number(),
  /** Running jobs that end with the version before. */
  onEarlierVersion: z.number(),
});
export type ServiceChange = z.infer<typeof serviceChangeSchema>;

const source = serviceSourceSchema;

/** The life of an installed service. */
export const serviceLifeRoutes = {
  /** @throws `service-not-found` */
  'services.get': { input: z.object(one), output: serviceDetailSchema },
  /**
   * Installs a service; it takes part from the next arrival on. A kill in between leaves either nothing or all of it.
   * @throws `service-invalid` with every finding, `service-exists`
   */
  'services.install': {
    input: z
      .object({
        application: z.string(),
        source: source.optional(),
        /** Absolute path of the service folder: short for `source: {folder}`. */
        path: absolutePath.optional(),
        /** Python package name; that of the folder, or of its functions, when absent. */
        name: z.string().max(300).optional(),
        /** Replace an installed service of the same name; its earlier versions are kept. */
        replace: z.boolean().default(false),
        /** Development mode: the folder, one of this machine, stays where it is; saved changes are taken over. */
        link: z.boolean().default(false),
      })
      .refine(({ source: from, path: folder }) => (from === undefined) !== (folder === undefined), {
        error: 'must have either "source" or "path"',
        path: ['source'],
      }),
    output: serviceSummarySchema,
  },
  /** What an update or a roll back would change. Nothing is changed by asking. */
  'services.compare': {
    input: z.object({
      ...one,
      /** What would be installed. */
      with: z.union([source, z.strictObject({ number: z.number().int().min(1) })]),
    }),
    output: serviceComparisonSchema,
  },
  /**
   * Puts other files in place of those of an installed service; running jobs end with those they began with.
   * Changes made to its jobs stay.
   * @throws `service-invalid`, `service-not-found`; `service-changed` where the files are not `expected`
   */
  'services.update': {
    input: z.object({
      ...one,
      /** The folder that it came from when absent; what came otherwise has to be opened with `sources.open` first. */
      source: source.optional(),
      /** `to` of the comparison that was looked at. */
      expected: z.string().optional(),
    }),
    output: serviceChangeSchema,
  },
  /** A whole service, or one job of it; holds from the next arrival on. */
  'services.enable': {
    input: z.object({ ...one, job: z.string().optional() }),
    output: serviceDetailSchema,
  },
  'services.disable': {
    input: z.object({ ...one, job: z.string().optional() }),
    output: serviceDetailSchema,
  },
  /**
   * Changes what settings.json says of a job, without touching it; holds from the next arrival on.
   * @throws `validation-failed` with the field
   */
  'services.set_options': {
    input: z.object({
      ...one,
      job: z.string().min(1).max(200),
      changes: jobChangesSchema.default({}),
      /** Fields that hold as settings.json has them again; done before `changes`. */
      reset: z.union([z.literal('all'), z.array(jobOptionFieldSchema)]).default([]),
    }),
    output: serviceDetailSchema,
  },
  /** Newest first. */
  'services.versions': { input: z.object(one), output: z.array(serviceVersionSchema) },
  /** Puts an earlier version back, as a new entry of the list; the one before the current when `number` is absent. */
  'services.roll_back': {
    input: z.object({ ...one, number: z.number().int().min(1).optional() }),
    output: serviceChangeSchema,
  },
  /**
   * Copies its files and what was changed here to a folder that must be empty or new, or to one archive file where the
   * path ends in `.zip`, `.tar.gz` or `.tgz`. Both can be installed again as they are.
   */
  'services.backup': {
    input: z.object({ ...one, to: absolutePath }),
    output: z.object({ path: z.string(), bytes: z.number() }),
  },
  /** Installs a backup, with the changes of jobs that it holds. */
  'services.restore': {
    input: z.object({
      application: z.string(),
      source,
      name: z.string().max(300).optional(),
      replace: z.boolean().default(false),
    }),
    output: serviceSummarySchema,
  },
  /** Running jobs end as they began; those that wait are skipped. `backup`: as in `services.backup`, done first. */
  'services.remove': {
    input: z.object({ ...one, backup: absolutePath.optional() }),
    output: z.object({
      backup: z.string().nullable(),
      /** Running jobs that go on. */
      running: z.number(),
      /** Job runs that were cancelled. */
      cancelled: z.number(),
    }),
  },
  /** Development mode for an installed service: from now on it follows this folder. */
  'services.link': { input: z.object({ ...one, folder: absolutePath }), output: serviceDetailSchema },
  /** Ends it; what was taken over last stays installed. */
  'services.unlink': { input: z.object(one), output: serviceDetailSchema },
  /** Looks at its linked folder at once, without waiting to be told that something was saved. */
  'services.refresh': { input: z.object(one), output: serviceDetailSchema },
  /** Processes a patient again with the services of now: the one it ran for last when `patient` is absent. */
  'services.run_again': {
    input: z.object({
      ...one,
      /** Orthanc-style identifier or PatientID. */
      patient: z.string().min(1).max(300).optional(),
    }),
    output: arrivalSchema,
  },
  /** A terminal in the environment that runs its jobs: Python, variables and working folder of them. */
  'services.environment': {
    input: z.object({ ...one, job: z.string().max(200).optional() }),
    output: z.object({
      /** Folder to work in: the linked one, else that of its installed module. */
      folder: z.string(),
      /** Environment that runs the job. */
      environment: z.string(),
      interpreter: z.string(),
      /** Program with its arguments that opens a shell there. */
      command: z.array(z.string()).min(1),
      /** Environment variables that jobs see beside those of the machine. */
      variables: z.record(z.string(), z.string()),
    }),
  },
};
