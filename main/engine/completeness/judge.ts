import type { CompletenessOptions, Missing } from '../../../contract/index.ts';

/** What says that an arrival is complete. */
export type CompletedBy =
  | 'quiet-time'
  | 'association-end'
  | 'expected-instances'
  | 'maximum-wait'
  | 'process-now';

/** Everything that counts for an arrival at a moment. Times in ms since the epoch. */
export interface Situation {
  now: number;
  dueAt: number;
  heldUntil: number | null;
  maximumAt: number | null;
  missing: readonly Missing[];
  allExpected: boolean;
  /** The association that delivered it has just ended. */
  associationEnded: boolean;
}

export type Judgement =
  | { kind: 'complete'; by: CompletedBy }
  | { kind: 'put-aside' }
  /** `lookAt`: when it changes by itself; null: never. */
  | { kind: 'wait'; lookAt: number | null };

/** What becomes of an arrival now. */
export function judge(
  situation: Situation,
  afterMaximumWait: CompletenessOptions['afterMaximumWait'],
): Judgement {
  const { now, dueAt, heldUntil, maximumAt, missing } = situation;
  const overLong = maximumAt !== null && maximumAt <= now;
  if (missing.length > 0) {
    if (!overLong) return { kind: 'wait', lookAt: maximumAt };
    if (afterMaximumWait === 'process') return { kind: 'complete', by: 'maximum-wait' };
    return afterMaximumWait === 'put-aside' ? { kind: 'put-aside' } : { kind: 'wait', lookAt: null };
  }
  // Somebody asked to wait: only their time counts, and "process now".
  const held = heldUntil !== null && heldUntil > now;
  if (!held && situation.associationEnded) return { kind: 'complete', by: 'association-end' };
  if (!held && situation.allExpected) return { kind: 'complete', by: 'expected-instances' };
  if (dueAt <= now) return { kind: 'complete', by: 'quiet-time' };
  if (afterMaximumWait === 'keep-waiting') return { kind: 'wait', lookAt: dueAt };
  // It lacks nothing that is known of: that it still receives is no reason to put it aside.
  if (overLong) return { kind: 'complete', by: 'maximum-wait' };
  return { kind: 'wait', lookAt: Math.min(dueAt, maximumAt ?? dueAt) };
}
