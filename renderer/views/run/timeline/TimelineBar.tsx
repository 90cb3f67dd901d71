import type { TimelinePart } from '../../../../contract/index.ts';
import { describePart, describeParts } from './describeParts.ts';
import styles from './Timeline.module.css';

interface TimelineBarProps {
  parts: readonly TimelinePart[];
  /** What the whole width stands for. */
  span: { from: number; to: number };
  isOnPath: boolean;
}

/** A job's course as a bar: kinds of parts differ by pattern and height as well as by colour. */
export function TimelineBar({ parts, span, isOnPath }: TimelineBarProps) {
  const length = Math.max(1, span.to - span.from);
  const percent = (ms: number) => `${(100 * ms) / length}%`;
  return (
    <div className={styles.bar} data-on-path={isOnPath || undefined}>
      <span className="unseen">{describeParts(parts)}</span>
      {parts.map((part) => (
        <span
          key={`${part.kind} ${part.from}`}
          aria-hidden
          className={styles.part}
          data-kind={part.kind}
          data-outcome={part.attempt?.outcome}
          style={{ left: percent(part.from - span.from), width: percent(part.to - part.from) }}
          title={describePart(part)}
        />
      ))}
    </div>
  );
}
