import { abortReasons } from './types.ts';
import type { AbortReason } from './types.ts';

/** The peer sent bytes that PS3.8 does not allow: the association is to be aborted with this reason. */
export class ProtocolViolation extends Error {
  readonly reason: AbortReason;

  /** @param message what was wrong, for the log: no values of the peer */
  constructor(message: string, reason: AbortReason = abortReasons.invalidParameter) {
    super(message);
    this.name = 'ProtocolViolation';
    this.reason = reason;
  }
}
