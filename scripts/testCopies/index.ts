/** Engines with applications to be copied, for tests. */
export { copied, filesBelow, installTwoSteps, openCopyBench, patience } from './copyBench.ts';
