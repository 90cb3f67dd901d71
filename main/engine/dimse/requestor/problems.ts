import { EngineError } from '../../../../contract/index.ts';
import type { AssociateReject } from '../pdu/index.ts';

/** PS3.8 table 9-21: why a peer refused an association, by source and reason. */
const rejections: Readonly<Record<string, string>> = {
  '1.1': 'It gave no reason.',
  '1.2': 'It does not know the DICOM application context.',
  '1.3': 'It does not know our AE title: let its administrator add it.',
  '1.7': 'It has another AE title than the one that was called: check the AE title of the peer.',
  '2.1': 'It gave no reason.',
  '2.2': 'It does not speak this version of the protocol.',
  '3.1': 'It is too busy for now: try again later.',
  '3.2': 'It has too many associations for now: try again later.',
};

/** An A-ASSOCIATE-RJ in words: `peer-failed` when another try may succeed, else `peer-refused`. */
export function rejectionOf(peer: string, { result, source, reason }: AssociateReject): EngineError {
  const why = rejections[`${source}.${reason}`] ?? 'It gave no reason that is known.';
  const isTransient = result === 2;
  return new EngineError(
    isTransient ? 'peer-failed' : 'peer-refused',
    `${peer} refused the association. ${why}`,
    {
      details: `A-ASSOCIATE-RJ: result ${result}, source ${source}, reason ${reason}`,
    },
  );
}

const connectProblems: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: check host and port, and whether the peer runs.',
  ENOTFOUND: 'There is no such host: check its name.',
  EAI_AGAIN: 'The name of the host could not be looked up: check the network.',
  EHOSTUNREACH: 'No way leads there: check the network.',
  ENETUNREACH: 'No way leads there: check the network.',
  ECONNRESET: 'It hung up: perhaps it wants TLS, or none.',
  EPIPE: 'It hung up: perhaps it wants TLS, or none.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is not known here: name it as the authority of the peer.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The authority of its certificate is not known here: name it with the peer.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The authority of its certificate is not known here: name it with the peer.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The authority of its certificate is not known here: name it with the peer.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another host name.',
};

/** A connection that could not be made, in words. */
export function connectionProblem(peer: string, cause: unknown): EngineError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const isTls = code.startsWith('ERR_SSL') || code.startsWith('EPROTO');
  const why = connectProblems[code] ?? (isTls ? 'TLS failed: perhaps it wants another kind, or none.' : '');
  return new EngineError('peer-unreachable', `${peer} cannot be reached. ${why}`.trim(), {
    details: cause instanceof Error ? cause.message : String(cause),
  });
}

/** Something went wrong on an association. */
export function peerFailure(peer: string, what: string, details?: string): EngineError {
  return new EngineError('peer-failed', `${peer} ${what}`, details === undefined ? {} : { details });
}
