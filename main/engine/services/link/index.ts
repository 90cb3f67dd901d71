/** Development mode: services that follow the folder that somebody works on. */
export { checkLinked, createLinks } from './links.ts';
export type { LinkOptions } from './links.ts';
