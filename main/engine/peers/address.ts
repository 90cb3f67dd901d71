import { readFileSync } from 'node:fs';
import { EngineError } from '../../../contract/index.ts';
import type { ApplicationOptions, DicomPeer, DicomWebPeer } from '../../../contract/index.ts';
import type { KeyStore } from '../context/index.ts';
import type { PeerAddress } from './types.ts';

/**
 * How a peer is called. Certificates are read anew each time, so that renewed ones are used.
 * @throws EngineError `disk-failed` when a certificate cannot be read
 */
export function addressOf(peer: DicomPeer, options: ApplicationOptions): PeerAddress {
  const { host, port, aeTitle, timeouts } = peer;
  const { enabled, authorityFile, certificateFile, keyFile, checkHost } = peer.tls;
  const tls = {
    authorities: readOf(peer.name, authorityFile),
    certificate: readOf(peer.name, certificateFile),
    key: readOf(peer.name, keyFile),
    checkHost,
  };
  return {
    host,
    port,
    calledAeTitle: aeTitle,
    callingAeTitle: peer.callingAeTitle ?? options.scp.aeTitle,
    timeouts,
    tls: enabled ? tls : null,
  };
}

function readOf(name: string, file: string | null): string | null {
  if (file === null) return null;
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new EngineError('disk-failed', `The file ${file} of the peer "${name}" cannot be read.`, { cause });
  }
}

/** How a web server is called. */
export interface WebAddress {
  /** Without a slash at its end. */
  base: string;
  /** The `Authorization` header; null without one. */
  authorization: string | null;
  authorities: string | null;
  timeoutSeconds: number;
}

/**
 * How a web server is called.
 * @param keyStore for secrets that it has sealed; absent: there are none
 * @throws EngineError `disk-failed` when a certificate or secret cannot be read, `secret-unreadable`
 */
export async function webAddressOf(peer: DicomWebPeer, keyStore?: KeyStore): Promise<WebAddress> {
  const { authorization } = peer;
  const [text = ''] =
    authorization.kind === 'none'
      ? []
      : (readOf(peer.name, authorization.secretFile) ?? '').split(/\r?\n/, 1);
  const secret = keyStore === undefined ? text : await keyStore.unseal(text);
  return {
    base: peer.url.replace(/\/+$/, ''),
    authorities: readOf(peer.name, peer.authorityFile),
    timeoutSeconds: peer.timeoutSeconds,
    authorization:
      authorization.kind === 'none'
        ? null
        : authorization.kind === 'bearer'
          ? `Bearer ${secret}`
          : `Basic ${Buffer.from(`${authorization.user}:${secret}`).toString('base64')}`,
  };
}
