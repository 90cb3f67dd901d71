import { z } from 'zod';
import { backupOptionsSchema, historyRestoredSchema } from './backups.ts';
import { applicationLifeSchema } from './applicationLife.ts';
import { dockerOptionsSchema } from './dockerOptions.ts';
import { findingSchema } from './findings.ts';
import { completenessOptionsSchema } from './completeness.ts';
import { quarantineOptionsSchema } from './quarantine.ts';
import { watchedFoldersOptionsSchema } from './watchedFolders.ts';
import { buildOptionsSchema } from './workerSettings.ts';
import { diskGuardOptionsSchema } from './doors.ts';
import { filterOptionsSchema } from './filters.ts';
import { peersOptionsSchema } from './peers.ts';
import { isReservedOnWindows } from './reservedNames.ts';
import { retentionOptionsSchema } from './retention.ts';
import { scpOptionsSchema } from './scp.ts';
import { httpOptionsSchema } from './http.ts';

/** The level at which instances are gathered into one arrival. */
export const groupingSchema = z.enum(['patient', 'study', 'series']);
export type Grouping = z.infer<typeof groupingSchema>;

/** Tags kept in `headers` when `fullTags` is off (compatibility document, section 2.3). */
const defaultHeaderFields = [
  'SeriesInstanceUID',
  'ImagePositionPatient',
  'ImageOrientationPatient',
  'PerformedProcedureStepDescription',
  'seriesId',
  'dcmpath',
  'SeriesDescription',
  'ContrastBolusAgent',
  'Modality',
  'ImageType',
  'PatientID',
  'SeriesNumber',
  'StudyDate',
  'ImageComments',
  'BodyPartExamined',
];

/** What a person may set of an application; kept in `application.json` in its folder. */
export const applicationOptionsSchema = z.object({
  /** Where jobs run. */
  runtime: z.enum(['local', 'docker']).default('local'),
  /** Containers, where it has any. */
  docker: dockerOptionsSchema.prefault({}),
  /** How builds of worker images reach the network. */
  build: buildOptionsSchema.prefault({}),
  /** What is gathered into one arrival. */
  grouping: groupingSchema.default('patient'),
  /** An arrival is complete when nothing came for this long, in seconds. */
  quietSeconds: z.number().min(0).max(86_400).default(30),
  /** What else makes an arrival complete, and what becomes of late ones. */
  completeness: completenessOptionsSchema.prefault({}),
  /** Which instances reach callbacks and jobs. */
  filters: filterOptionsSchema.prefault({}),
  /** The C-STORE door. */
  scp: scpOptionsSchema.prefault({}),
  /** Callbacks and workers get every tag; else only `headerFields`. */
  fullTags: z.boolean().default(true),
  headerFields: z.array(z.string()).default(defaultHeaderFields),
  /** When little space on the disk of the archive is told, and when nothing more is taken. */
  diskGuard: diskGuardOptionsSchema.prefault({}),
  /** Instances that are posted over HTTP. */
  http: httpOptionsSchema.prefault({}),
  /** Other DICOM nodes, to fetch from and to send to. */
  peers: peersOptionsSchema.default([]),
  /** How much of what could not be taken is kept. */
  quarantine: quarantineOptionsSchema.prefault({}),
  /** It runs when the program is started at login, and else is stopped then. */
  startAtLogin: z.boolean().default(true),
  /** Copies of the history, in case it is damaged. */
  backups: backupOptionsSchema.prefault({}),
  /** How long what runs leave behind is kept. */
  retention: retentionOptionsSchema.prefault({}),
  /** Folders whose files are taken as they appear. */
  watchedFolders: watchedFoldersOptionsSchema.default([]),
  /** Jobs before all services, as in a settings.json. */
  preServices: z.array(z.unknown()).default([]),
  /** Jobs after all services. */
  postServices: z.array(z.unknown()).default([]),
  /** Python interpreter of the local runtime; null: found on the machine. */
  python: z.string().min(1).nullable().default(null),
  /** Jobs at once in the local runtime; null: one per processor core. */
  slots: z.number().int().min(1).max(64).nullable().default(null),
  /** A callback without an answer is ended after this time, in seconds. */
  callbackTimeoutSeconds: z.number().positive().max(3600).default(60),
  /** A job whose worker is not heard of for so long is ended and run again, in seconds. */
  leaseSeconds: z.number().min(0.5).max(3600).default(30),
  /** Output kept per attempt, in bytes; the rest is counted. */
  logLimitBytes: z.number().int().min(1024).max(1_073_741_824).default(10_485_760),
});

export type ApplicationOptions = z.infer<typeof applicationOptionsSchema>;

const someOptionsSchema = applicationOptionsSchema.partial();

/** Options that are to change. One that is left out stays as it is; without this it would fall back to its default. */
export const optionChangesSchema = z
  .custom<z.input<typeof someOptionsSchema>>((given) => typeof given === 'object' && given !== null)
  .transform((given, context): Partial<ApplicationOptions> => {
    const parsed = someOptionsSchema.safeParse(given);
    if (parsed.success)
      return Object.fromEntries(Object.entries(parsed.data).filter(([key]) => Object.hasOwn(given, key)));
    for (const { message, path } of parsed.error.issues)
      context.issues.push({ code: 'custom', message, path, input: given });
    return z.NEVER;
  });

/** A name people choose: it also names the folder, so what no file system takes is refused. */
export const applicationNameSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must have at most 100 characters')
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  .regex(/^[^\u0000-\u001f/\\:*?"<>|]+$/, 'must not contain any of / \\ : * ? " < > |')
  .refine((name) => !/^\.|\.$/.test(name), 'must not begin or end with a dot')
  .refine((name) => !isReservedOnWindows(name), 'is a name that Windows keeps for itself');

export const applicationSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Absolute path of the application folder. */
  folder: z.string(),
  /** Absolute path of the folder of its archive, quarantine and runs; null where they lie in the application folder. */
  dataFolder: z.string().nullable(),
  /** `damaged`: the folder cannot be opened; `problem` says why, or what keeps an open one from going on. */
  state: z.enum(['open', 'damaged']),
  problem: z.string().nullable(),
  /** Where jobs run; null where the folder cannot be read. */
  runtimeKind: z.enum(['local', 'docker']).nullable(),
  /** Whether it runs. */
  life: applicationLifeSchema,
  /** Its history was damaged and restored from a backup, and nobody has read about it yet. */
  restored: historyRestoredSchema.nullable(),
  createdAt: z.number(),
});
/** One application in a list. Times are milliseconds since the epoch, here and everywhere in the contract. */
export type ApplicationSummary = z.infer<typeof applicationSummarySchema>;

export const applicationDetailSchema = applicationSummarySchema.extend({
  options: applicationOptionsSchema,
  /** Environments of the runtime, and why there are none. */
  runtime: z.object({
    state: z.enum(['ready', 'failed']),
    problem: z.string().nullable(),
    /** Technical cause of the problem. */
    details: z.string().nullable(),
    environments: z.array(
      z.object({
        name: z.string(),
        channels: z.array(z.string()),
        slots: z.number(),
        description: z.string(),
      }),
    ),
  }),
  counts: z.object({
    patients: z.number(),
    studies: z.number(),
    series: z.number(),
    instances: z.number(),
    runs: z.number(),
    activeRuns: z.number(),
    /** Runs that ended with at least one failed job run. */
    failedRuns: z.number(),
    services: z.number(),
  }),
});
export type ApplicationDetail = z.infer<typeof applicationDetailSchema>;

export const applicationRoutes = {
  'applications.list': { input: z.object({}), output: z.array(applicationSummarySchema) },
  'applications.get': { input: z.object({ application: z.string() }), output: applicationDetailSchema },
  /** Creates the folders and the history. `folder`: where its folder is made; the data home's when absent. */
  'applications.create': {
    input: z.object({
      name: applicationNameSchema,
      /** Absolute path of the folder that becomes the application folder: absent, or empty, or not existing. */
      folder: z.string().max(4000).optional(),
      /** Absolute path of a folder for archive, quarantine and runs, on a larger disk for example: empty, or not existing. */
      dataFolder: z.string().min(1).max(4000).optional(),
      options: applicationOptionsSchema.partial().default({}),
    }),
    output: applicationSummarySchema,
  },
  /**
   * What would keep an application from being made or changed like that, while somebody types; nothing is written.
   * Fields of findings are `name`, `folder`, and dotted paths into the options with `options` before them.
   */
  'applications.check': {
    input: z.object({
      /** The one that is to be changed; absent: a new one. */
      application: z.string().optional(),
      /** As it was typed so far, as all of this. */
      name: z.string().max(4000).optional(),
      folder: z.string().max(4000).optional(),
      dataFolder: z.string().max(4000).optional(),
      options: z.record(z.string().max(100), z.unknown()).default({}),
    }),
    output: z.object({
      /** Folder in which it would be made, or that it has; null where none can be told. */
      folder: z.string().nullable(),
      findings: z.array(findingSchema),
    }),
  },
  /** Gives an application another name; its folder stays where it is. */
  'applications.rename': {
    input: z.object({ application: z.string(), name: applicationNameSchema }),
    output: applicationSummarySchema,
  },
  /** Changes some options, each as a whole; they take effect at the next arrival or job, doors at once. */
  'applications.set_options': {
    input: z.object({ application: z.string(), options: optionChangesSchema }),
    output: applicationDetailSchema,
  },
};
