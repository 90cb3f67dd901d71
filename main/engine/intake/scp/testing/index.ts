/** The C-STORE door of a test application, and senders for it. */
export { dataSetOf, readInstance } from './dataSets.ts';
export { freePort } from './freePort.ts';
export * from './rawSender.ts';
export { openTestScp, portOf } from './testScp.ts';
export type { TestScp } from './testScp.ts';
