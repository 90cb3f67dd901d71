import type { Timeline } from '../../../../contract/index.ts';
import { formatClock, formatDuration } from '../../../format/index.ts';
import { texts } from '../../../texts/index.ts';
import styles from './Timeline.module.css';

const words = texts.timeline;

/** What was before any job: images came, more were waited for, and it was planned. */
export function ArrivalBar({ timeline, span }: { timeline: Timeline; span: { from: number; to: number } }) {
  const { firstInstanceAt, lastInstanceAt, plannedAt } = timeline;
  const completedAt = timeline.completedAt ?? plannedAt;
  const parts = [
    { kind: 'arriving' as const, from: firstInstanceAt, to: lastInstanceAt },
    { kind: 'quiet' as const, from: lastInstanceAt, to: completedAt },
    { kind: 'planning' as const, from: completedAt, to: plannedAt },
  ].filter(({ from, to }) => to > from);
  const length = Math.max(1, span.to - span.from);
  const percent = (ms: number) => `${(100 * ms) / length}%`;
  const inWords = parts.map(({ kind, from, to }) =>
    words.part(words.arrivalParts[kind], formatDuration(to - from), formatClock(from)),
  );
  return (
    <div className={styles.bar}>
      <span className="unseen">{inWords.join(', ')}</span>
      {parts.map(({ kind, from, to }, index) => (
        <span
          key={kind}
          aria-hidden
          className={styles.part}
          data-kind={kind}
          style={{ left: percent(from - span.from), width: percent(to - from) }}
          title={inWords[index]}
        />
      ))}
    </div>
  );
}
