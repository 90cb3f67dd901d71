import { peerSchema, type Peer } from '../../../contract/index.ts';
import { assignmentsBetween } from '../frame/index.ts';

/** The commands that add the same peer: words after `dcm-processor`. */
export function commandsOf(peer: Peer, application: string): string[][] {
  const names = ['--app', application, '--name', peer.name];
  // Limits are no options of `create peer`.
  const created = peerSchema.parse({ ...peer, timeouts: undefined, timeoutSeconds: undefined });
  const limits = assignmentsBetween(created, peer);
  return [
    ['create', 'peer', ...names, ...detailsOf(peer)],
    ...(limits.length === 0 ? [] : [['set', 'peer', ...limits, ...names]]),
  ];
}

function detailsOf(peer: Peer): string[] {
  if (peer.kind === 'dicomweb') {
    const { authorization } = peer;
    return [
      '--url',
      peer.url,
      ...option('--authority', peer.authorityFile),
      ...(authorization.kind === 'basic' ? ['--user', authorization.user] : []),
      ...(authorization.kind === 'none' ? [] : ['--secret-file', authorization.secretFile]),
    ];
  }
  const { aeTitle, host, port, callingAeTitle, retrieveBy, tls } = peer;
  return [
    '--ae-title',
    aeTitle,
    '--host',
    host,
    '--port',
    String(port),
    ...option('--calling-ae-title', callingAeTitle),
    ...(retrieveBy === 'move' ? ['--retrieve-by', 'move'] : []),
    ...(tls.enabled ? tlsOf(tls) : []),
  ];
}

function tlsOf(tls: Extract<Peer, { kind: 'dicom' }>['tls']): string[] {
  return [
    '--tls',
    ...option('--authority', tls.authorityFile),
    ...option('--certificate', tls.certificateFile),
    ...option('--key', tls.keyFile),
    ...(tls.checkHost ? [] : ['--any-host']),
  ];
}

function option(name: string, value: string | null): string[] {
  return value === null ? [] : [name, value];
}
