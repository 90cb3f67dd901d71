/** Whole engines for tests. */
export { copied, filesBelow, installTwoSteps, openCopyBench, patience } from './copyBench.ts';
