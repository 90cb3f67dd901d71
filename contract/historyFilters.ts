import { z } from 'zod';
import { jobRunStateSchema, runStateSchema } from './states.ts';

const name = z.string().min(1).max(200);

/** What runs and job runs are both found by; all that is given must hold. */
const sharedFilter = {
  jobName: name.optional(),
  /** Name of a service. */
  service: name.optional(),
  /** The channel of a worker. */
  channel: name.optional(),
  /** Of the input, as `CT` (PS3.3 C.7.3.1.1.1). */
  modality: z.string().min(1).max(16).optional(),
  /** Planned at this moment or later, in milliseconds since the epoch. */
  from: z.number().int().min(0).optional(),
  /** Planned before this moment. */
  to: z.number().int().min(0).optional(),
  /**
   * Words that all stand, as whole ones or in parts, in the patient's name or id, in a study's date, description or
   * accession number, or in the error of a job run. One or two letters are looked for at the beginning of the name and
   * the id.
   */
  text: z.string().min(1).max(200).optional(),
};

/** Which job runs a list is about. */
export const jobRunFilterSchema = z.object({
  /** In one of these. */
  states: z.array(jobRunStateSchema).min(1).max(8).optional(),
  ...sharedFilter,
});
export type JobRunFilter = z.infer<typeof jobRunFilterSchema>;

/** Which runs a list is about; what is said of jobs holds for one of its job runs at least. */
export const runFilterSchema = z.object({
  states: z.array(runStateSchema).min(1).max(5).optional(),
  ...sharedFilter,
});
export type RunFilter = z.infer<typeof runFilterSchema>;

/** A filter together with the list that it belongs to. */
export const listFilterSchema = z.discriminatedUnion('list', [
  z.object({ list: z.literal('job-runs'), filter: jobRunFilterSchema }),
  z.object({ list: z.literal('runs'), filter: runFilterSchema }),
]);
export type ListFilter = z.infer<typeof listFilterSchema>;

/** How many a filter finds, by state, whatever states the filter names itself. */
function countsSchema<State extends z.ZodEnum>(states: State) {
  return z.object({
    states: z.partialRecord(states, z.number()),
    total: z.number(),
    /** False: there are at least so many; counting all of them would take too long. */
    isExact: z.boolean(),
  });
}

/** A filter that somebody gave a name; kept with the application. */
export const savedFilterSchema = listFilterSchema.and(
  z.object({ id: z.number().int(), name: z.string(), savedAt: z.number() }),
);
export type SavedFilter = z.infer<typeof savedFilterSchema>;

const filterName = z.string().trim().min(1).max(80);

export const exportFormatSchema = z.enum(['csv', 'json']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const historyFilterRoutes = {
  /** Counts beside the states of a list of job runs. */
  'job_runs.counts': {
    input: z.object({ application: z.string(), filter: jobRunFilterSchema.omit({ states: true }) }),
    output: countsSchema(jobRunStateSchema),
  },
  /** Counts beside the states of a list of runs. */
  'runs.counts': {
    input: z.object({ application: z.string(), filter: runFilterSchema.omit({ states: true }) }),
    output: countsSchema(runStateSchema),
  },
  /** What there is to filter by: names that job runs have, and modalities of their input; each in order. */
  'job_runs.facets': {
    input: z.object({ application: z.string() }),
    output: z.object({
      jobNames: z.array(z.string()),
      services: z.array(z.string()),
      channels: z.array(z.string()),
      modalities: z.array(z.string()),
    }),
  },
  /** By name. */
  'saved_filters.list': {
    input: z.object({ application: z.string() }),
    output: z.array(savedFilterSchema),
  },
  /** Keeps a filter under a name; one of the same list and name is replaced. */
  'saved_filters.save': {
    input: z.object({ application: z.string(), name: filterName, of: listFilterSchema }),
    output: savedFilterSchema,
  },
  /** @throws `not-found`; `validation-failed` where the list has another one of that name */
  'saved_filters.rename': {
    input: z.object({ application: z.string(), id: z.number().int(), name: filterName }),
    output: savedFilterSchema,
  },
  /** @throws `not-found` */
  'saved_filters.remove': {
    input: z.object({ application: z.string(), id: z.number().int() }),
    output: z.object({}),
  },
  /**
   * Writes the log of an attempt into a file, as it was printed; both streams in the order in which they came.
   * @throws `not-found`; `file-exists`; `folder-not-usable` where the file cannot be written, or lies in a folder of the
   * program itself; `disk-full`; `disk-failed` where the log cannot be read; `cancelled`
   */
  'job_runs.save_log': {
    input: z.object({
      application: z.string(),
      jobRun: z.string(),
      /** The last one where it is absent. */
      attempt: z.number().int().min(1).optional(),
      /** Absolute. */
      file: z.string().min(1).max(4000),
      replace: z.boolean().default(false),
    }),
    output: z.object({ bytes: z.number() }),
  },
  /**
   * Writes all that a filter finds into a file, newest first; it gets its name when it is whole. Columns are described
   * in docs/cli.md.
   * @throws `file-exists`; `folder-not-usable` where the file cannot be written, or lies in a folder of the program
   * itself; `disk-full`; `cancelled`
   */
  'history.export': {
    input: z.object({
      application: z.string(),
      of: listFilterSchema,
      format: exportFormatSchema,
      /** CSV begins with the mark by which Excel knows UTF-8. */
      byteOrderMark: z.boolean().default(true),
      /** Absolute. */
      file: z.string().min(1).max(4000),
      /** A file of that name is replaced. */
      replace: z.boolean().default(false),
    }),
    output: z.object({ rows: z.number(), bytes: z.number() }),
  },
};
