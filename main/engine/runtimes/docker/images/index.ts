/** Images by Docker: looked at, pulled, built, removed. */
export { createImageBuilder } from './imageBuilder.ts';
export { applicationImages } from './applicationImages.ts';
export type { ApplicationImages } from './applicationImages.ts';
export { listOwnImages } from './ownImages.ts';
export type { OwnImage } from './ownImages.ts';
