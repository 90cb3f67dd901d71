/** Where Docker may be on this machine. */
export { isLoopback } from './address.ts';
export type { Address } from './address.ts';
export { searchFor } from './search.ts';
export { readSurroundings } from './surroundings.ts';
export type { Endpoint, Product, Surroundings } from './types.ts';
