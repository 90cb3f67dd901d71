/** What tests of several rooms share: an application without rooms, and a runtime inside the test's own process. */
export { openTestApplication } from './application.ts';
export type { TestApplication } from './application.ts';
export { createTinyRuntime, failedWith, runsUntilEnded } from './tinyRuntime.ts';
export type { TinyRuntime, TinyWorker } from './tinyRuntime.ts';
export { countSteps } from './countSteps.ts';
export { useControl } from './control.ts';
