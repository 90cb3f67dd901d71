import type { FailedConnection } from '../../../dimse/acceptor/index.ts';

/** Content type of a TLS handshake record, with which every TLS connection begins (RFC 8446 5.1). */
const tlsHandshake = 0x16;
/** PDU type of an A-ASSOCIATE-RQ (PS3.8 9.3.2). */
const associateRequest = 0x01;
const httpMethods = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|CONNECT|TRACE|PRI) /;

/**
 * What is to be mended at a peer that connected and never asked for an association; null for one that only looked
 * whether the port is open, as monitoring does.
 */
export function strangerProblem({ how, problem, firstBytes }: FailedConnection): string | null {
  if (firstBytes.length === 0) {
    if (how !== 'silent') return null;
    return 'It connected and said nothing. Check that it is set up to send by DICOM, and that no firewall between holds it back.';
  }
  if (firstBytes[0] === tlsHandshake) {
    return 'It asked for a secure connection (TLS), and this door is open without. Switch TLS on for the door, or off in the sender.';
  }
  if (httpMethods.test(firstBytes.toString('latin1'))) {
    return 'It spoke HTTP, and this is the port for DICOM. Use the address of the HTTP door, or have the sender send by C-STORE.';
  }
  if (firstBytes[0] === associateRequest) {
    return `Its request for an association came in part or is not valid. If it stays so, its software or the network needs to be mended. ${problem}`;
  }
  return `It did not ask for a DICOM association. Check which program sends to this port, and that it speaks DICOM. ${problem}`;
}
