/** The side of an association that asks for it (PS3.8 section 7). */
export { openAssociation } from './association.ts';
export { createBlockMemory, openDataSet } from './files.ts';
export type { BlockMemory, StoredDataSet } from './files.ts';
export {
  echo,
  plainSyntaxes,
  query,
  requestCommitment,
  serviceClasses,
  statusText,
  store,
} from './services.ts';
export type { RequestedAssociation, RequestorOptions } from './types.ts';
