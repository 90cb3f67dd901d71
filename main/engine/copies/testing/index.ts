/** For tests that make backups of their own. */
export { trailerOf } from '../archive/trailer.ts';
export { partOf } from '../files/parts.ts';
