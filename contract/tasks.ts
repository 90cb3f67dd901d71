import { z } from 'zod';
import { pageFields, pageSchema } from './paging.ts';

/** What became of one file of an import. */
export const importOutcomeSchema = z.enum([
  'new',
  'already-there',
  'not-dicom',
  'dicomdir',
  'damaged',
  'conflicting',
  'refused',
]);
/**
 * - `new`: archived
 * - `already-there`: the archive holds the same instance with the same content
 * - `not-dicom`: left aside
 * - `dicomdir`: an index of other files, which are imported themselves
 * - `damaged`: DICOM that cannot be taken (cut short, no UIDs, …)
 * - `conflicting`: same SOP Instance UID with other content; the first one is kept
 * - `refused`: could not or must not be read (permissions, a link out of a ZIP, too large an entry, …)
 */
export type ImportOutcome = z.infer<typeof importOutcomeSchema>;

export const importCountsSchema = z.record(importOutcomeSchema, z.number());
export type ImportCounts = z.infer<typeof importCountsSchema>;

const taskStateSchema = z.enum(['running', 'succeeded', 'failed', 'cancelled']);

/** Long work of an application, kept in its history. */
const applicationTaskKinds = [
  'import',
  'retrieve',
  'send',
  'scratch',
  'golden',
  'replay',
  'build',
  'init',
  'delete',
  'export',
] as const;

/** Long work of the engine itself; what was interrupted by its end has failed, and left nothing behind. */
const generalTaskKinds = ['backup', 'restore', 'clone', 'fetch', 'legacy'] as const;
export type GeneralTaskKind = (typeof generalTaskKinds)[number];

/** True for what `tasks.*` finds with `application: null`. */
export function isGeneralTaskKind(kind: Task['kind']): kind is GeneralTaskKind {
  return generalTaskKinds.some((one) => one === kind);
}

/** Long work: returned at once with its id, shown the same way by window and command line. */
export const taskSchema = z.object({
  id: z.string(),
  /**
   * `retrieve`: from a peer; `send`: to a peer; `scratch`: a run beside the history; `golden`: a check of cases; `replay`: callbacks
   * asked about all that is stored; `build`: of the image of a worker, counted in steps; `init`: what an
   * application needs to be started, counted in steps; `delete` and `export`: of patients, studies and series, counted in
   * instances. Of no application: `backup`, `restore` and `clone` of a whole
   * application, counted in files; `fetch`: of a service or worker from where it comes; `legacy`: applications of the
   * original brought over.
   */
  kind: z.enum([...applicationTaskKinds, ...generalTaskKinds]),
  /** For people, e.g. `3 folders`. Never a patient's name. */
  title: z.string(),
  state: taskStateSchema,
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  /** Files looked at; instances fetched, sent, exported or deleted, those that failed included. */
  done: z.number(),
  /** Files in all; null while they are still being found. */
  total: z.number().nullable(),
  /** Bytes taken into the archive, sent, written, or deleted. */
  bytes: z.number(),
  /** Of an import or retrieval; those of a peer are in `done` and `failed`. */
  counts: importCountsSchema,
  /** Instances that could not be fetched, sent, exported or deleted. */
  failed: z.number(),
  /** Why it failed; while it runs, what it waits for: space, or slots and graphics cards. */
  problem: z.string().nullable(),
});
export type Task = z.infer<typeof taskSchema>;

export const importNoteSchema = z.object({
  id: z.number(),
  /** File, or `archive.zip » entry`. */
  path: z.string(),
  outcome: importOutcomeSchema,
  reason: z.string(),
});
/** One file of an import that is not simply new, or is new with a remark. */
export type ImportNote = z.infer<typeof importNoteSchema>;

/** Null: of the engine itself, and of no application. */
const taskOwner = z.string().nullable();

export const taskRoutes = {
  /** Starts importing files, folders (recursively), ZIP and tar archives; the task goes on after a restart. */
  'imports.start': {
    input: z.object({
      application: z.string(),
      paths: z.array(z.string().min(1).max(4000)).min(1).max(100_000),
    }),
    output: taskSchema,
  },
  /** Files of an import with a reason: not DICOM, damaged, … and remarks on new ones. */
  'imports.notes': {
    input: z.object({
      application: z.string(),
      task: z.string(),
      outcome: importOutcomeSchema.optional(),
      ...pageFields,
    }),
    output: pageSchema(importNoteSchema),
  },
  /** Newest first. */
  'tasks.list': {
    input: z.object({ application: taskOwner, ...pageFields }),
    output: pageSchema(taskSchema),
  },
  'tasks.get': { input: z.object({ application: taskOwner, task: z.string() }), output: taskSchema },
  /** Stops it; what was already taken stays, and of a copy of an application nothing is left. */
  'tasks.cancel': { input: z.object({ application: taskOwner, task: z.string() }), output: taskSchema },
};
