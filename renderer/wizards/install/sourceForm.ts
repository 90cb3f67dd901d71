import type { UseFormReturnType } from '@mantine/form';
import { z } from 'zod';
import { identityOf } from '../../fetching/index.ts';
import { emptySource, keptSource, sourceOf, sourceValuesSchema } from './sourceValues.ts';

/** What every wizard that installs something holds. */
export const installValuesSchema = z.object({
  source: sourceValuesSchema,
  /** What was fetched last; null before that. */
  fetched: z
    .object({
      id: z.string(),
      /** The source that it was fetched for; see `identityOf`. */
      of: z.string(),
    })
    .nullable(),
  /** Keep user name and password of the address for everything else from that host. */
  remember: z.boolean(),
  /** Empty: as what is installed calls itself. */
  name: z.string(),
  /** Development mode: the folder is followed where it lies. */
  link: z.boolean(),
  /** Of a worker: its image is built at once. */
  build: z.boolean(),
});
export type InstallValues = z.infer<typeof installValuesSchema>;

export const emptyInstall: InstallValues = {
  source: emptySource,
  fetched: null,
  remember: false,
  name: '',
  link: false,
  build: true,
};

/** As it may be kept: nothing of it lets anybody in. What was fetched is still that of the address without it. */
export function keptInstall(values: InstallValues): InstallValues {
  const { fetched } = values;
  const source = keptSource(values.source);
  const isOfThis = fetched?.of === identityOf(sourceOf(values.source));
  return {
    ...values,
    source,
    fetched: isOfThis ? { ...fetched, of: identityOf(sourceOf(source)) } : null,
  };
}

export type SourceForm = UseFormReturnType<InstallValues>;
