/** Other DICOM nodes: the list of them, how they are called, whether they answer. */
export { addressOf, webAddressOf } from './address.ts';
export type { WebAddress } from './address.ts';
export { createPeers } from './peers.ts';
export { openSecrets } from './secrets.ts';
export type { PeerAddress, Peers } from './types.ts';
export { failureOf, getFromWeb } from './webRequest.ts';
