import type { ApplicationOptions, Peer, QueryKeys, QueryMatch } from '../../../../contract/index.ts';
import type { KeyStore } from '../../context/index.ts';
import { addressOf, webAddressOf } from '../../peers/index.ts';
import { findAnswers } from './findAnswers.ts';
import { keysAt } from './keys.ts';
import type { Answered, QueryLevel } from './keys.ts';
import { matchOf } from './match.ts';
import { webAnswers } from './webAnswers.ts';

/** Something that is looked for at a peer. */
export interface Query {
  level: QueryLevel;
  keys: QueryKeys;
  /** Matches wanted at most. */
  limit: number;
}

/**
 * Looks for studies or series at a peer.
 * @throws EngineError `peer-unreachable`, `peer-refused`, `peer-failed`, `validation-failed`, `cancelled`
 */
export async function queryPeer(
  peer: Peer,
  options: ApplicationOptions,
  { level, keys, limit }: Query,
  signal: AbortSignal,
  keyStore?: KeyStore,
): Promise<{ matches: QueryMatch[]; isComplete: boolean }> {
  const { answers, isComplete } = await ask(
    peer,
    options,
    level,
    keysAt(level, keys),
    limit,
    signal,
    keyStore,
  );
  return { matches: answers.map((answered) => matchOf(level, answered)), isComplete };
}

async function ask(
  peer: Peer,
  options: ApplicationOptions,
  level: QueryLevel,
  identifier: Answered,
  limit: number,
  signal: AbortSignal,
  keyStore?: KeyStore,
): Promise<{ answers: Answered[]; isComplete: boolean }> {
  if (peer.kind === 'dicomweb')
    return webAnswers(await webAddressOf(peer, keyStore), level, identifier, limit, signal);
  const QueryRetrieveLevel = level.toUpperCase();
  return findAnswers(addressOf(peer, options), { ...identifier, QueryRetrieveLevel }, limit, signal);
}
