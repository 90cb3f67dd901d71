import { z } from 'zod';
import { askedFromSchema } from './asked.ts';
import { chosenCountsSchema, chosenFields } from './chosen.ts';
import { taskSchema } from './tasks.ts';

export const deletionPreviewSchema = z.object({
  /** What goes out of the archive; patients and studies that keep other series count as well. */
  goes: chosenCountsSchema,
  /** Arrivals that are still collecting, or wait for planning, and end with it. */
  arriving: z.number(),
  /** Runs that keep their record, results and logs. */
  runsKept: z.number(),
  /** The runs' own copies of these images, which stay unless they are to go as well; null where not yet measured. */
  inputCopies: z.object({ runs: z.number(), bytes: z.number().nullable() }),
  /** Runs that have not ended: cancel them with it, or wait. The first 20. */
  activeRuns: z.array(z.object({ id: z.string(), number: z.number() })),
  activeRunCount: z.number(),
  /** Why it cannot be deleted now: what reads it at the moment. One sentence each. */
  inUse: z.array(z.string()),
  /** The Orthanc beside the application keeps what was handed to it. */
  staysInOrthanc: z.boolean(),
  /** Stands for this moment: what comes later is not meant. */
  upTo: z.number(),
});
/** What deleting would do. */
export type DeletionPreview = z.infer<typeof deletionPreviewSchema>;

export const deletionRoutes = {
  /** What deleting patients, studies or series would remove and leave; removes nothing. */
  'studies.preview_delete': {
    input: z.object({ application: z.string(), ...chosenFields }),
    output: deletionPreviewSchema,
  },
  /**
   * Deletes patients, studies or series from the archive for good; the task goes on after a restart. Runs keep their
   * record. What is cancelled half-way leaves what was not deleted by then.
   */
  'studies.delete': {
    input: z.object({
      application: z.string(),
      ...chosenFields,
      /** `upTo` of the preview that was agreed to; absent: everything that is there now. */
      upTo: z.number().int().min(0).optional(),
      /** Cancels runs that have not ended; without it they are a reason to refuse. */
      cancelRuns: z.boolean().default(false),
      /** Also removes the copies of input images that ended runs keep of these studies. */
      inputCopies: z.boolean().default(false),
      from: askedFromSchema.default('program'),
    }),
    output: taskSchema,
  },
};
