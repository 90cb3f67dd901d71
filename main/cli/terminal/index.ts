/** What programs print for people and for other programs. */
export { ask, askSecretly, choose, confirm, Interrupted, mayAsk, neverAsk } from './ask.ts';
export { exitCodes } from './exitCodes.ts';
export { counted } from './counted.ts';
export { createOutput, jsonVersion } from './output.ts';
export type { Ended, Output } from './output.ts';
export { runInTerminal } from './runInTerminal.ts';
export { duration, printable, printableLines, shortened, table } from './table.ts';
