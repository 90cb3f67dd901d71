import type { Peer } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';

/** Where a peer is and how it is spoken to, in a few words each. */
export function peerInWords(peer: Peer): string[] {
  const words = texts.peers;
  if (peer.kind === 'dicomweb') return [words.kinds.dicomweb, peer.url];
  const { aeTitle, host, port, tls, retrieveBy } = peer;
  return [
    words.kinds.dicom,
    words.dicomAddress(aeTitle, host, port),
    ...(tls.enabled ? [words.tls] : []),
    words.retrieveBys[retrieveBy],
  ];
}
