/** What is wrong on this machine and in its applications, what mends it, and a report for who helps. */
export { createDiagnostics } from './diagnostics.ts';
export type { Diagnostics } from './diagnostics.ts';
export type { CheckedApplication, OpenedApplication, PortOwner } from './types.ts';
