/** The containers of all applications: found by label, brought to what they should be, looked at. */
export { createContainers } from './containers.ts';
export { applicationLabels, applicationSlug, containerName, ofHome } from './labels.ts';
export type { NamedApplication } from './labels.ts';
export type { ContainerPlan, Containers, FoundContainer, Reconciled } from './types.ts';
