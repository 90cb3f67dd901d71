/** Synthetic anatomy: solids with a signal for each tissue, rendered slice by slice. */
export { createRenderer, firstCentre } from './render.ts';
export { ctOffset, views } from './scene.ts';
export type { SceneName } from './scene.ts';
export { add, identity, rotation, scale, transpose } from './space.ts';
export type { Vector } from './space.ts';
