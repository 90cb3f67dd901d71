import { z } from 'zod';
import { jobDefinitionSchema } from './jobDefinition.ts';

/** One finding about a service folder; errors keep it from being installed, warnings do not. */
export const serviceFindingSchema = z.object({
  severity: z.enum(['error', 'warning']),
  /** File the finding is about, relative to the service folder. */
  file: z.string(),
  /** 1-based line, where known. */
  line: z.number().nullable(),
  message: z.string(),
});
export type ServiceFinding = z.infer<typeof serviceFindingSchema>;

export const serviceSummarySchema = z.object({
  /** Also the name of its Python packages. */
  name: z.string(),
  jobs: z.array(jobDefinitionSchema),
  /** Folder it was installed from. */
  origin: z.string(),
  /** SHA-256 over its files. */
  contentHash: z.string(),
  installedAt: z.number(),
  findings: z.array(serviceFindingSchema),
});
export type ServiceSummary = z.infer<typeof serviceSummarySchema>;

export const serviceRoutes = {
  'services.list': { input: z.object({ application: z.string() }), output: z.array(serviceSummarySchema) },
  /** Looks at a service folder without installing it. */
  'services.inspect': {
    input: z.object({ path: z.string().min(1).max(4000), name: z.string().optional() }),
    output: z.object({
      name: z.string(),
      jobs: z.array(jobDefinitionSchema),
      findings: z.array(serviceFindingSchema),
    }),
  },
  /** Copies a service folder into the application (compatibility document, section 3.3). */
  'services.install': {
    input: z.object({
      application: z.string(),
      /** Absolute path of the service folder. */
      path: z.string().min(1).max(4000),
      /** Python package name; that of the folder, or of its functions, when absent. */
      name: z.string().optional(),
      /** Replace an installed service of the same name. */
      replace: z.boolean().default(false),
    }),
    output: serviceSummarySchema,
  },
};
