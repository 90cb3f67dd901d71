import type { QuarantineReason } from '../../../contract/index.ts';
import type { Tone } from '../../parts/index.ts';

/** Reasons in the order in which they are offered, with their colours. */
export const reasonTones: Record<QuarantineReason, Tone> = {
  conflicting: 'warning',
  damaged: 'failed',
  'not-understood': 'failed',
  'missing-uid': 'timed-out',
  mismatch: 'timed-out',
  replaced: 'skipped',
  unknown: 'timed-out',
};

/** The reason of a name, or null. */
export function asReason(name: string): QuarantineReason | null {
  return reasons.find((one) => one === name) ?? null;
}

export const reasons: readonly QuarantineReason[] = [
  'conflicting',
  'damaged',
  'not-understood',
  'missing-uid',
  'mismatch',
  'replaced',
  'unknown',
];
