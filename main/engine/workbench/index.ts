/** Jobs laid out for a person: the same Python, variables, folder and input, beside the record. */
export { createWorkbenches } from './workbench.ts';
export type { Workbenches } from './workbench.ts';
