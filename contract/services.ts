import { z } from 'zod';
import { findingSchema } from './findings.ts';
import { jobDefinitionSchema } from './jobDefinition.ts';

/** A service folder: one of this machine, or one that was fetched before. */
export const serviceSourceSchema = z.union([
  /** Absolute path. */
  z.strictObject({ folder: z.string().min(1).max(4000) }),
  /** Identifier of what was fetched from a repository or archive. */
  z.strictObject({ staged: z.string().min(1).max(100) }),
]);
export type ServiceSource = z.infer<typeof serviceSourceSchema>;

/** Where functions of a service were looked for by importing them, or why they were not. */
export const triedEnvironmentSchema = z.object({
  /** `callbacks`: where callbacks run; `jobs`: where worker functions of these channels run. */
  role: z.enum(['callbacks', 'jobs']),
  channels: z.array(z.string()),
  /** Name of the environment; null for that of callbacks, and where nothing serves the channels. */
  environment: z.string().nullable(),
  /** Version of its Python, where known. */
  python: z.string().nullable(),
  /** Why nothing was tried in it; null where it was. */
  problem: z.string().nullable(),
});
export type TriedEnvironment = z.infer<typeof triedEnvironmentSchema>;

const inspectedServiceSchema = z.object({
  name: z.string(),
  jobs: z.array(jobDefinitionSchema),
  findings: z.array(findingSchema),
  environments: z.array(triedEnvironmentSchema),
});

export const serviceSummarySchema = z.object({
  /** Also the name of its Python packages. */
  name: z.string(),
  jobs: z.array(jobDefinitionSchema),
  /** Folder, address or file it was installed from; empty where it is not known. */
  origin: z.string(),
  /** SHA-256 over its files. */
  contentHash: z.string(),
  /** Number of its version, see `services.versions`; 0 where it was laid there by hand. */
  version: z.number(),
  /** When this version was installed. */
  installedAt: z.number(),
  /** False: none of its jobs is asked. */
  isEnabled: z.boolean(),
  /** In development mode the folder that it follows. */
  linkedFolder: z.string().nullable(),
  findings: z.array(findingSchema),
});
export type ServiceSummary = z.infer<typeof serviceSummarySchema>;

export const serviceRoutes = {
  'services.list': { input: z.object({ application: z.string() }), output: z.array(serviceSummarySchema) },
  /**
   * Looks at a service folder without installing it. With an application, its functions are imported where that would
   * run them, in processes of their own that can change nothing of it, and its other services count.
   */
  'services.inspect': {
    input: z.object({
      application: z.string().optional(),
      source: serviceSourceSchema.optional(),
      /** The same as `source: { folder }`. */
      path: z.string().min(1).max(4000).optional(),
      name: z.string().max(300).optional(),
      /** False: its code is only read. */
      run: z.boolean().default(true),
    }),
    output: inspectedServiceSchema,
  },
};
