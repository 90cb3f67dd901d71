import { z } from 'zod';

/** What is looked at on this machine, in the order in which it is told; the number of a check is its place. */
export const machineChecks = [
  'engine',
  'home',
  'disk',
  'clock',
  'host',
  'docker',
  'key-store',
  'leftovers',
] as const;

/** What is looked at in each application, in the order in which it is told. `peers` only when it is asked for. */
export const applicationChecks = [
  'application',
  'folders',
  'history',
  'python',
  'ports',
  'watched-folders',
  'peers',
] as const;

export const checkIdSchema = z.enum([...machineChecks, ...applicationChecks]);
export type CheckId = z.infer<typeof checkIdSchema>;

/** What a fix does that the engine can carry out itself. */
export const checkFixSchema = z.enum([
  /** Keeps other users out of the data home. */
  'close-home',
  /** Makes folders that are missing, and gives their owner the right to read and write them. */
  'make-folders',
  /** Looks for Docker now. */
  'find-docker',
  /** Starts Docker, where this user can without a password, and waits until it answers. */
  'start-docker',
  /** Removes what interrupted work left behind. */
  'remove-leftovers',
  /** Puts the newest good backup in the place of a damaged history. */
  'restore-history',
  /** Gives doors that could not be opened at their port one that is free. */
  'change-port',
  /** Looks for the Python anew, and begins the environments of the application with it: jobs that run are interrupted. */
  'find-python',
  /** Starts an application that is stopped, or that could not be opened. */
  'open-application',
]);
export type CheckFix = z.infer<typeof checkFixSchema>;

/** Which check it is: of the machine, or of one application. */
const whichCheck = { check: checkIdSchema, application: z.string().nullable().default(null) };

const listedCheckSchema = z.object({
  check: checkIdSchema,
  application: z.string().nullable(),
  /** Name of the application, for people. */
  applicationName: z.string().nullable(),
  /** It asks other machines, and is only done when somebody wants it. */
  isOnlyAsked: z.boolean(),
});
export type ListedCheck = z.infer<typeof listedCheckSchema>;

export const checkResultSchema = z.object({
  check: checkIdSchema,
  application: z.string().nullable(),
  /**
   * - `ok`
   * - `warning`: it works, and something should be known
   * - `failed`: something is wrong
   * - `unused`: nothing of this is in use, so that nothing can be wrong
   */
  state: z.enum(['ok', 'warning', 'failed', 'unused']),
  /** What was found: one sentence. */
  found: z.string(),
  /** What to do about it; null where there is nothing to be done. */
  advice: z.string().nullable(),
  /** A command that does it on this very machine, to be run by a person in a terminal. */
  command: z.string().nullable(),
  /** What the engine can do about it itself. */
  fix: checkFixSchema.nullable(),
  /** What was looked at, line by line: versions, folders, ports. */
  facts: z.array(z.string()),
  /** Time that it took, in milliseconds. */
  tookMs: z.number(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

export const diagnosticsRoutes = {
  /** The checks that there are, in order; of applications those that are known. */
  'diagnostics.list': { input: z.object({}), output: z.array(listedCheckSchema) },
  /**
   * Does one check; several may be asked for at once. It ends after its time limit at the latest, and then has failed.
   * Errors: `application-not-found`.
   */
  'diagnostics.check': { input: z.object(whichCheck), output: checkResultSchema },
  /** Mends what a check found, and checks again. Errors: those of what is done, `check-without-fix`. */
  'diagnostics.fix': {
    input: z.object({ ...whichCheck, fix: checkFixSchema }),
    output: checkResultSchema,
  },
  /**
   * A text for who helps: versions, checks, settings, counts, the end of the log. Without secrets, and without names,
   * identifiers, dates of birth, UIDs and paths of patients' files.
   */
  'diagnostics.report': {
    input: z.object({
      /** What the window knows beside the engine, line by line. */
      window: z.array(z.string().max(2000)).max(100).default([]),
    }),
    output: z.object({
      text: z.string(),
      /** A name for its file. */
      fileName: z.string(),
      /** Places at which something was masked. */
      maskedCount: z.number(),
    }),
  },
};
