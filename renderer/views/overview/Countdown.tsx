import { formatWholeSeconds } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';
import { useNow } from '../../ticker/index.ts';
import styles from './Arrivals.module.css';
import type { Awaited } from './awaited.ts';
import { Ring } from './Ring.tsx';

/** How much of the time is left, as a ring. */
export function Remaining({ awaited: { at, since } }: { awaited: Awaited }) {
  const now = useNow();
  if (at === null) return <Ring share={1} />;
  return <Ring share={at <= since ? 0 : (at - now) / (at - since)} />;
}

const sentences = {
  complete: texts.overview.completeIn,
  'process-incomplete': texts.overview.processedIn,
  'put-aside': texts.overview.putAsideIn,
};

/** What becomes of an arrival, and in what time, in words. */
export function Countdown({ awaited: { outcome, at } }: { awaited: Awaited }) {
  const now = useNow();
  if (outcome === 'wait' || at === null)
    return <span className={styles.due}>{texts.overview.waitsForMissing}</span>;
  const left = at - now;
  const soon = outcome === 'complete' ? texts.overview.anyMoment : texts.overview.decidedAnyMoment;
  return (
    <span className={styles.due} role="timer" aria-label={texts.overview.countdown}>
      {left < 1000 ? soon : sentences[outcome](formatWholeSeconds(left))}
    </span>
  );
}
