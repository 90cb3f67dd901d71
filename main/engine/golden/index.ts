/** Golden cases of services: inputs with accepted results, checked after changes. */
export { createGolden } from './golden.ts';
export type { Golden } from './golden.ts';
