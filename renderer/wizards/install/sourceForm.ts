import type { UseFormReturnType } from '@mantine/form';
import { z } from 'zod';
import { emptySource, sourceValuesSchema } from './sourceValues.ts';

/** What every wizard that installs something holds. */
export const installValuesSchema = z.object({
  source: sourceValuesSchema,
  /** What was fetched last; null before that. */
  fetched: z
    .object({
      id: z.string(),
      /** The source that it was fetched for, as JSON. */
      of: z.string(),
    })
    .nullable(),
  /** Empty: as what is installed calls itself. */
  name: z.string(),
  /** Development mode: the folder is followed where it lies. */
  link: z.boolean(),
});
export type InstallValues = z.infer<typeof installValuesSchema>;

export const emptyInstall: InstallValues = { source: emptySource, fetched: null, name: '', link: false };

export type SourceForm = UseFormReturnType<InstallValues>;
