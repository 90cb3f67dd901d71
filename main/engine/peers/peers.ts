import { readFileSync, statSync } from 'node:fs';
import { EngineError, peerSchema } from '../../../contract/index.ts';
import type { Peer } from '../../../contract/index.ts';
import type { ApplicationContext } from '../context/index.ts';
import { echo } from '../dimse/requestor/index.ts';
import { addressOf, webAddressOf } from './address.ts';
import { readHostTable, readOrthanc } from './importing/index.ts';
import type { Candidate } from './importing/index.ts';
import { keepSecret, sealSecrets } from './secrets.ts';
import type { Peers, PeersImported } from './types.ts';
import { getFromWeb } from './webRequest.ts';

/** Configurations are small. */
const longestFile = 16 * 1024 * 1024;

/** @param store keeps the changed list in the options of the application */
export function createPeers(context: ApplicationContext, store: (peers: Peer[]) => void): Peers {
  const list = () => context.options().peers;
  // Also those of before there was a key store, and of backups.
  seal();

  /** They can be read either way, so that nobody waits for it. */
  function seal(): void {
    const { keyStore, folders, log } = context;
    if (keyStore === undefined) return;
    sealSecrets(folders.root, keyStore).catch((cause: unknown) => {
      log.warn({ cause: String(cause) }, 'passwords of peers stay in owner-only files');
    });
  }
  const find = (name: string) => list().find((peer) => peer.name.toLowerCase() === name.trim().toLowerCase());

  function get(name: string): Peer {
    const peer = find(name);
    if (peer === undefined) throw new EngineError('peer-not-found', `There is no peer named "${name}".`);
    return peer;
  }
  function complete(candidate: Exclude<Candidate, { problem: string }>): Peer | { problem: string } {
    const parsed = peerSchema.safeParse(candidate.peer);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is not valid'}` };
    }
    const { secret } = candidate;
    if (secret === null || parsed.data.kind !== 'dicomweb') return parsed.data;
    const secretFile = keepSecret(context.folders.root, secret.text);
    const authorization =
      secret.kind === 'bearer'
        ? { kind: secret.kind, secretFile }
        : { kind: secret.kind, user: secret.user, secretFile };
    return { ...parsed.data, authorization };
  }
  return {
    list,
    get,
    create(peer, replace) {
      const known = find(peer.name);
      if (known !== undefined && !replace) {
        throw new EngineError('peer-exists', `There is a peer named "${known.name}" already.`);
      }
      store([...list().filter((one) => one !== known), peer]);
      return peer;
    },
    remove(name) {
      const peer = get(name);
      store(list().filter((one) => one !== peer));
    },
    importFrom(file) {
      const candidates = candidatesIn(file);
      const peers = [...list()];
      const outcome: PeersImported = { added: [], skipped: [] };
      for (const candidate of candidates) {
        const { name } = candidate;
        const isKnown = peers.some((peer) => peer.name.toLowerCase() === name.toLowerCase());
        const peer = isKnown
          ? { problem: 'There is a peer of that name already.' }
          : 'problem' in candidate
            ? candidate
            : complete(candidate);
        if ('problem' in peer) {
          outcome.skipped.push({ name, reason: peer.problem });
        } else {
          peers.push(peer);
          outcome.added.push(peer.name);
        }
      }
      if (outcome.added.length > 0) store(peers);
      seal();
      return outcome;
    },
    async echo(asked, signal) {
      const peer = typeof asked === 'string' ? get(asked) : asked;
      if (peer.kind === 'dicom') return echo({ ...addressOf(peer, context.options()), signal });
      const begun = performance.now();
      const answer = await getFromWeb(
        await webAddressOf(peer, context.keyStore),
        '/studies?limit=1',
        'application/dicom+json',
        signal,
      );
      answer.destroy();
      return performance.now() - begun;
    },
  };
}

function candidatesIn(file: string): Candidate[] {
  let text: string;
  try {
    if (statSync(file).size > longestFile) throw new Error(`it is longer than ${longestFile} bytes`);
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new EngineError('disk-failed', `The list of peers ${file} cannot be read.`, { cause });
  }
  const candidates = readHostTable(text) ?? readOrthanc(text);
  if (candidates === null) {
    throw new EngineError('validation-failed', `${file} is no list of peers that is known.`, {
      advice: 'Choose a configuration of Orthanc (orthanc.json) or of dcmqrscp (dcmqrscp.cfg).',
    });
  }
  if (candidates.length === 0) {
    throw new EngineError('validation-failed', `${file} names no peers.`, {
      advice: 'Orthanc keeps them under "DicomModalities" and "DicomWeb", dcmqrscp in its HostTable.',
    });
  }
  return candidates;
}
