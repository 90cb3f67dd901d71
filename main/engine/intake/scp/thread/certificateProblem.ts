import type { TLSSocket } from 'node:tls';

/** Codes of OpenSSL in words, with what to do. */
const inWords: Record<string, string> = {
  CERT_HAS_EXPIRED: 'Its certificate has expired. Give the sender a new one.',
  CERT_NOT_YET_VALID:
    'Its certificate is not valid yet. Check the clocks of both machines, or give the sender another one.',
  CERT_REVOKED: 'Its certificate was revoked. Give the sender a new one.',
  INVALID_PURPOSE: 'Its certificate is not meant for clients. Give the sender one that is.',
};
const otherAuthority =
  'Its certificate is of another authority than the one that is named for the door. Give the sender one of that authority, or add its own to the file of the authority.';
for (const code of [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])
  inWords[code] = otherAuthority;

/** Why the certificate of a sender does not let it in; null when it does, or when none is shown and none is needed. */
export function certificateProblem(socket: TLSSocket, wanted: 'optional' | 'required'): string | null {
  if (Object.keys(socket.getPeerCertificate()).length === 0) {
    if (wanted === 'optional') return null;
    return 'It showed no certificate, and this door is only for senders that do. Set one up at the sender.';
  }
  if (socket.authorized) return null;
  const code = codeOf(socket.authorizationError);
  return inWords[code] ?? `Its certificate is not valid (${code}). Give the sender another one.`;
}

/** Typed as an error; where a server checks, it is only its code. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
