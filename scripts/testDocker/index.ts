/** A real Docker for tests: the machine's own, or one that the test may break; images; and what cleans up after it. */
export { removeLabelled } from './cleanUp.ts';
export { baseImage, imagingImage, tinyImage } from './images.ts';
export { startPrivateDocker } from './privateDocker.ts';
export type { PrivateDocker } from './privateDocker.ts';
export { docker, dockerObstacle } from './server.ts';
