import { z } from 'zod';
import { errorReplySchema } from './errorReply.ts';
import { taskSchema } from './tasks.ts';

const folderPath = z.string().trim().min(1, 'must not be empty').max(4000);

/** A folder inside of what is fetched; `packages/lung`. Checked again when the tree is there. */
const subfolder = z
  .string()
  .trim()
  .max(1000)
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'must have no control characters')
  .refine((folder) => !/^(?:[\\/]|[A-Za-z]:)/.test(folder), 'must be relative to what is fetched')
  .refine((folder) => !folder.split(/[\\/]/).includes('..'), 'must not lead out of what is fetched')
  .default('');

/**
 * Where a service or worker is taken from. A user name and password in an address are used and never shown again; see
 * `remember` of `sources.open`.
 */
export const sourceSchema = z.discriminatedUnion('kind', [
  /** Absolute path; used where it lies. */
  z.object({ kind: z.literal('folder'), path: folderPath }),
  z.object({
    kind: z.literal('git'),
    /** `https:`, `http:`, `ssh:`, `git:` or `file:` address, `user@host:path`, or the absolute path of a repository. */
    url: z.string().trim().min(1, 'must not be empty').max(2000),
    /** Branch, tag or commit; the repository's own choice when absent. */
    ref: z.string().trim().max(255).optional(),
    subfolder,
    /** Fetch submodules as well. */
    submodules: z.boolean().default(true),
  }),
  z.object({
    kind: z.literal('archive'),
    /** Absolute path of a ZIP, tar or tar.gz file; this or `url`. */
    path: folderPath.optional(),
    /** `https:` or `http:` address of one. */
    url: z.string().trim().min(1, 'must not be empty').max(2000).optional(),
    subfolder,
    /** What the archive must hash to, 64 hexadecimal digits. */
    sha256: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[0-9a-f]{64}$/, 'must have 64 hexadecimal digits')
      .optional(),
  }),
]);
export type Source = z.infer<typeof sourceSchema>;
/** A source as a caller hands it in: what has a default may be left out. */
export type SourceInput = z.input<typeof sourceSchema>;

/** Where an installed thing came from. Addresses hold no password, and `***` in place of tokens of their query. */
export const sourceOriginSchema = z.object({
  kind: z.enum(['folder', 'git', 'archive']),
  /** Absolute path of the folder, repository or archive, where it lies on this machine. */
  path: z.string().nullable(),
  url: z.string().nullable(),
  /** As it was asked for. */
  ref: z.string().nullable(),
  /** Commit that was checked out, as its full hash. */
  commit: z.string().nullable(),
  /** Submodules of the repository were fetched as well. */
  submodules: z.boolean().default(true),
  /** Folder of the repository or archive; empty: the whole of it. */
  subfolder: z.string(),
  /** SHA-256 over names and contents of what was installed of it; empty before that, and for workers. */
  contentHash: z.string(),
});
export type SourceOrigin = z.infer<typeof sourceOriginSchema>;

export const stagedSourceSchema = z.object({
  /** That of the task which fetches it. */
  id: z.string(),
  state: z.enum(['fetching', 'ready', 'failed', 'cancelled']),
  /** Absolute path of what was fetched; of a folder the folder itself. Null until it is ready. */
  folder: z.string().nullable(),
  origin: sourceOriginSchema.nullable(),
  /** From the last part of the address or path, fit for a service or worker; a suggestion only. */
  suggestedName: z.string().nullable(),
  /** What the folder holds: `service` has registry/settings.json, `worker` has a settings.json of its own. */
  holds: z.enum(['service', 'worker', 'unknown']).nullable(),
  /** Sub-folders that hold services or workers, where the folder that was asked for holds none; see `sources.choose`. */
  candidates: z.array(z.object({ subfolder: z.string(), holds: z.enum(['service', 'worker']) })),
  /** Why it failed. */
  problem: errorReplySchema.nullable(),
});
/** Something fetched, to be looked at and installed from. Kept for a day at most; never in the history. */
export type StagedSource = z.infer<typeof stagedSourceSchema>;

const id = z.string().min(1).max(100);

export const sourceRoutes = {
  /**
   * Begins to fetch, as a task of kind `fetch` of the engine itself; see it with `sources.get`.
   * @throws `source-invalid` for what can be told from the address alone
   */
  'sources.open': {
    input: z.object({
      source: sourceSchema,
      /** Keep the user name and password of the address as a secret, for everything else from that host. */
      remember: z.boolean().default(false),
    }),
    output: taskSchema,
  },
  /** @throws `source-not-found` */
  'sources.get': { input: z.object({ id }), output: stagedSourceSchema },
  /** Takes another sub-folder of what was fetched, without fetching it again. */
  'sources.choose': { input: z.object({ id, subfolder }), output: stagedSourceSchema },
  /** Removes what was fetched, or ends the fetching; a folder that was named stays as it is. */
  'sources.close': { input: z.object({ id }), output: z.object({}) },
};
