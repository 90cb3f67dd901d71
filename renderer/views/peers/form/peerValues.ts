import { peerSchema, type Peer } from '../../../../contract/index.ts';
import { issueInWords } from '../../../forms/index.ts';

type Amount = number | string;

/** A peer as its form holds it: both kinds at once, and an empty text for what is left out. */
export type PeerValues = {
  kind: Peer['kind'];
  name: string;
  aeTitle: string;
  host: string;
  port: Amount;
  callingAeTitle: string;
  retrieveBy: 'move' | 'get';
  tls: boolean;
  checkHost: boolean;
  authorityFile: string;
  certificateFile: string;
  keyFile: string;
  connect: Amount;
  acse: Amount;
  dimse: Amount;
  network: Amount;
  url: string;
  authorization: 'none' | 'bearer' | 'basic';
  user: string;
  secretFile: string;
  timeoutSeconds: Amount;
};

const begin: PeerValues = {
  kind: 'dicom',
  name: '',
  aeTitle: '',
  host: '',
  port: 104,
  callingAeTitle: '',
  retrieveBy: 'get',
  tls: false,
  checkHost: true,
  authorityFile: '',
  certificateFile: '',
  keyFile: '',
  connect: 10,
  acse: 30,
  dimse: 60,
  network: 60,
  url: '',
  authorization: 'none',
  user: '',
  secretFile: '',
  timeoutSeconds: 60,
};

/** From a peer to the form; null: a new one. */
export function valuesOfPeer(peer: Peer | null): PeerValues {
  if (peer === null) return begin;
  if (peer.kind === 'dicom') {
    const { tls, timeouts, callingAeTitle, ...others } = peer;
    return {
      ...begin,
      ...others,
      ...timeouts,
      callingAeTitle: callingAeTitle ?? '',
      tls: tls.enabled,
      checkHost: tls.checkHost,
      authorityFile: tls.authorityFile ?? '',
      certificateFile: tls.certificateFile ?? '',
      keyFile: tls.keyFile ?? '',
    };
  }
  const { authorization, authorityFile, ...others } = peer;
  return {
    ...begin,
    ...others,
    authorityFile: authorityFile ?? '',
    authorization: authorization.kind,
    user: authorization.kind === 'basic' ? authorization.user : '',
    secretFile: authorization.kind === 'none' ? '' : authorization.secretFile,
  };
}

/** From the form to what the engine is asked; `peerSchema` says whether it is one. */
function inputOf(values: PeerValues): unknown {
  const { kind, name } = values;
  const authorityFile = orNull(values.authorityFile);
  if (kind === 'dicom') {
    const { aeTitle, host, retrieveBy, connect, acse, dimse, network } = values;
    return {
      kind,
      name,
      aeTitle,
      host,
      port: amount(values.port),
      callingAeTitle: orNull(values.callingAeTitle),
      retrieveBy,
      tls: {
        enabled: values.tls,
        checkHost: values.checkHost,
        authorityFile,
        certificateFile: orNull(values.certificateFile),
        keyFile: orNull(values.keyFile),
      },
      timeouts: {
        connect: amount(connect),
        acse: amount(acse),
        dimse: amount(dimse),
        network: amount(network),
      },
    };
  }
  const { user, secretFile } = values;
  return {
    kind,
    name,
    url: values.url.trim(),
    authorization: { kind: values.authorization, user, secretFile: secretFile.trim() },
    authorityFile,
    timeoutSeconds: amount(values.timeoutSeconds),
  };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** An emptied field is no number, and must become neither 0 nor the default. */
function amount(value: Amount): number {
  return value === '' ? Number.NaN : Number(value);
}

/** The peer that the form describes, or what is wrong, by field. */
export function readPeer(
  values: PeerValues,
): { peer: Peer; problems: null } | { peer: null; problems: Record<string, string> } {
  const parsed = peerSchema.safeParse(inputOf(values));
  if (parsed.success) return { peer: parsed.data, problems: null };
  const problems: Record<string, string> = {};
  for (const issue of parsed.error.issues) problems[String(issue.path.at(-1))] ??= issueInWords(issue);
  return { peer: null, problems };
}
