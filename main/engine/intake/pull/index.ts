/** Studies of other DICOM nodes: looked for, and fetched. */
export { countAtPeer } from './countAtPeer.ts';
export { createPull } from './pull.ts';
export type { Pull, PullSurroundings } from './pull.ts';
export { queryPeer } from './query.ts';
