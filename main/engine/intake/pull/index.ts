/** Studies of other DICOM nodes: looked for, and fetched. */
export { queryPeer } from './query.ts';
