/** What is wrong with a service before it is installed: in its files, beside others, and in its environments. */
export { findingsOfFiles } from './files.ts';
export { lookAtService } from './look.ts';
export { createValidation } from './validation.ts';
export type { Validation } from './validation.ts';
export { copyToTrial, makeTrialFolder } from './trialFolder.ts';
export type { TrialFolder } from './trialFolder.ts';
