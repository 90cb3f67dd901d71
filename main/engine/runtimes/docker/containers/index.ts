/** The containers of all applications: found by label, brought to what they should be, looked at. */
export { createContainers } from './containers.ts';
export {
  applicationLabel,
  applicationLabels,
  applicationSlug,
  containerName,
  ofHome,
  workerLabel,
} from './labels.ts';
export type { NamedApplication } from './labels.ts';
export type { ContainerPlan, Containers, FoundContainer, Reconciled } from './types.ts';
