import { z } from 'zod';
import { chosenSchema, exportFormSchema, exportLayoutSchema } from '../../../contract/index.ts';

/** What an export is to do; kept with its task, so that a restart begins it anew. */
export const exportTaskSchema = z.object({
  /** By identifier. */
  chosen: chosenSchema,
  form: exportFormSchema,
  layout: exportLayoutSchema,
  target: z.string(),
  service: z.string().nullable(),
  /** Everything is written, and waits for its name or has it. */
  isWhole: z.boolean(),
});

/** Where an export is written before it is whole: beside its target, so that a rename is enough. */
export function partOf(target: string, task: string): string {
  return `${target}.${task}.part`;
}
