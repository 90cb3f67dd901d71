import { z } from 'zod';

/** What `templates/python/dcm_processor_runtime/check.py` says of one function; `problem` is null where it is fine. */
const lookedAtFunctionSchema = z.object({
  name: z.string(),
  problem: z
    .object({
      code: z.string(),
      message: z.string(),
      /** Relative to the package, with `/`. */
      file: z.string().nullable(),
      line: z.number().nullable(),
      traceback: z.string().nullable(),
      /** Module that is not installed. */
      module: z.string().nullable(),
    })
    .nullable(),
});
export type LookedAtFunction = z.infer<typeof lookedAtFunctionSchema>;

const requirementsSchema = z.object({
  lines: z.array(
    z.object({
      line: z.number(),
      text: z.string(),
      state: z.enum(['installed', 'other-version', 'missing', 'not-needed', 'unknown']),
      installed: z.string().nullable(),
    }),
  ),
  /** What pip said to those that are missing; null where it was not asked. `code` null: it could not be asked. */
  pip: z.object({ code: z.number().nullable(), output: z.string() }).nullable(),
});
export type LookedAtRequirements = z.infer<typeof requirementsSchema>;

export const reportSchema = z.object({
  functions: z.array(lookedAtFunctionSchema),
  requirements: requirementsSchema.optional(),
});

/** What came of looking at functions of one module. */
export type Report =
  | z.infer<typeof reportSchema>
  /** Importing it ended the process, or did not end. */
  | { broken: { code: string; message: string } }
  /** The environment could not be asked. */
  | { unavailable: string };
