/** Why a job would run, or not: asked of everything on the walk, run and recorded nowhere. */
export { createExplain } from './explain.ts';
export type { Explain } from './explain.ts';
