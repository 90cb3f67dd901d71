import { z } from 'zod';
import { outcomeComparisonSchema } from './comparison.ts';
import { jsonObjectSchema, jsonValueSchema } from './json.ts';
import { jobEntitySchema } from './runs.ts';
import { scratchFileSchema } from './scratch.ts';
import { taskSchema } from './tasks.ts';

/** How far numbers of a result may be apart; within either of the two is no difference. */
const toleranceFields = {
  absolute: z.number().min(0).default(0),
  /** Share of the greater amount: 0.01 is one per cent. */
  relative: z.number().min(0).max(1).default(0),
};

export const acceptedOutcomeSchema = z.object({
  state: z.string(),
  result: jsonValueSchema,
  error: z.object({ type: z.string(), message: z.string() }).nullable(),
  files: z.array(scratchFileSchema),
});

export const goldenCheckSchema = z.object({
  at: z.number(),
  /** `failed`: it could not be run at all. */
  outcome: z.enum(['same', 'different', 'failed']),
  /** Version of the service that was checked. */
  serviceVersion: z.string().nullable(),
  params: jsonObjectSchema.nullable(),
  /** Why it could not be run. */
  problem: z.string().nullable(),
  comparison: outcomeComparisonSchema.nullable(),
});
export type GoldenCheck = z.infer<typeof goldenCheckSchema>;

/** An input with the result of a job that was accepted for it. */
export const goldenCaseSchema = z.object({
  id: z.string(),
  name: z.string(),
  service: z.string(),
  jobName: z.string(),
  entity: jobEntitySchema.nullable(),
  /** Job run that it was made from. */
  jobRun: z.string(),
  ...toleranceFields,
  accepted: acceptedOutcomeSchema,
  createdAt: z.number(),
  acceptedAt: z.number(),
  /** Null until it was checked since it was accepted. */
  lastCheck: goldenCheckSchema.nullable(),
});
export type GoldenCase = z.infer<typeof goldenCaseSchema>;

const id = z.string().min(1).max(200);
const one = z.object({ application: z.string(), case: id });

export const goldenRoutes = {
  /** Keeps input and result of a job run that succeeded; both are copied, so that the archive may forget them. */
  'golden.add': {
    input: z.object({
      application: z.string().optional(),
      jobRun: id,
      /** For people; that of job and run when absent. */
      name: z.string().trim().min(1).max(200).optional(),
      ...toleranceFields,
    }),
    output: goldenCaseSchema,
  },
  'golden.list': {
    input: z.object({ application: z.string(), service: z.string().optional() }),
    output: z.array(goldenCaseSchema),
  },
  /** Runs cases with the services as they are installed now: those named, those of a service, or all. */
  'golden.check': {
    input: z.object({
      application: z.string(),
      service: z.string().optional(),
      cases: z.array(id).max(10_000).optional(),
    }),
    output: taskSchema,
  },
  /** Takes what the last check gave as the accepted result. */
  'golden.accept': { input: one, output: goldenCaseSchema },
  'golden.remove': { input: one, output: z.object({}) },
};
