/** What programs print for people and for other programs. */
export { createOutput } from './output.ts';
export type { Output } from './output.ts';
export { duration, printable, table } from './table.ts';
