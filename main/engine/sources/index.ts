/** Where services and workers come from: folders, git repositories and archives, fetched before anything is installed. */
export { createSources } from './sources.ts';
export type { Sources } from './types.ts';
