/** What programs print for people and for other programs. */
export { ask, mayAsk } from './ask.ts';
export { createOutput } from './output.ts';
export type { Output } from './output.ts';
export { duration, printable, printableLines, shortened, table } from './table.ts';
