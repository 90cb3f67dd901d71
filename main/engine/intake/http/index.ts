/** Instances that are posted over HTTP: one by one, or by STOW-RS. */
export { readParts } from './multipart.ts';
export { createHttpDoor } from './httpDoor.ts';
export type { HttpDoor } from './httpDoor.ts';
