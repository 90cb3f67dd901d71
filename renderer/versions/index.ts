/** Versions of services and workers: which there are, and what would take the place of the one in use. */
export { FromSource } from './FromSource.tsx';
export { ProposedChanges } from './ProposedChanges.tsx';
export { VersionsTable } from './VersionsTable.tsx';
