export {
  DicomAddressFields,
  DicomLimitFields,
  DicomTlsFields,
  readPeer,
  valuesOfPeer,
  WebFields,
  type PeerValues,
} from './form/index.ts';
export { PeersView } from './PeersView.tsx';
