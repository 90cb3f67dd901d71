import type { ErrorReply } from '../../../../contract/index.ts';
import type { PeerAddress } from '../../peers/index.ts';

/** A stored instance that is to be sent. */
export interface Sendable {
  seriesKey: number;
  SOPClassUID: string;
  SOPInstanceUID: string;
  TransferSyntaxUID: string;
  size: number;
  /** Absolute. */
  file: string;
}

/** What the thread is to send in one go. */
export interface SendRound {
  address: PeerAddress;
  /** At most so many at once. */
  associations: number;
  instances: readonly Sendable[];
}

/**
 * What became of an instance:
 * - `sent`: the peer has it; `remark`: it said something about it
 * - `transient`: the peer cannot take it now
 * - `permanent`: it will never take it as it is
 */
export interface SendResult {
  seriesKey: number;
  SOPInstanceUID: string;
  size: number;
  outcome: 'sent' | 'transient' | 'permanent';
  remark: string | null;
}

/** From the engine to the thread. */
export type ToSendThread = { type: 'round'; round: SendRound } | { type: 'stop' };

/** From the thread to the engine. Instances of a round without a result were not sent. */
export type FromSendThread =
  | { type: 'results'; results: SendResult[] }
  | { type: 'ended'; problem: ErrorReply | null };
