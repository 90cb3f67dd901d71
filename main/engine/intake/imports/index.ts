/** Imports of files and folders that a person chose, as tasks. */
export { createImports } from './imports.ts';
export type { Imports } from './imports.ts';
export { findFiles } from './findFiles.ts';
