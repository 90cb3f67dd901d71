export { DicomAddressFields, DicomLimitFields, DicomTlsFields } from './DicomFields.tsx';
export { PeerDialog } from './PeerDialog.tsx';
export { readPeer, valuesOfPeer, type PeerValues } from './peerValues.ts';
export { WebFields } from './WebFields.tsx';
