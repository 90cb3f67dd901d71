import type { Peer } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';

/** What was entered, as names and values. */
export function valuesInWords(peer: Peer): [name: string, value: string][] {
  const words = texts.peers;
  if (peer.kind === 'dicomweb') {
    return [
      [words.name, peer.name],
      [words.kind, words.kinds.dicomweb],
      [words.url, peer.url],
      [words.authorization, words.authorizations[peer.authorization.kind]],
    ];
  }
  return [
    [words.name, peer.name],
    [words.kind, words.kinds.dicom],
    [texts.peerWizard.address, words.dicomAddress(peer.aeTitle, peer.host, peer.port)],
    [words.callingAeTitle, peer.callingAeTitle ?? texts.peerWizard.ofTheDoor],
    [words.retrieveBy, words.retrieveByNames[peer.retrieveBy]],
    [texts.peerWizard.security, peer.tls.enabled ? words.tls : texts.peerWizard.notEncrypted],
  ];
}
