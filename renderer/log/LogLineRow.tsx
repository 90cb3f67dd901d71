import { memo, type Ref } from 'react';
import { formatClock } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import type { LogLine } from './logDocument.ts';
import styles from './LogLines.module.css';
import { splitByMatch } from './logSearch.ts';

interface LogLineRowProps {
  ref: Ref<HTMLDivElement>;
  index: number;
  top: number;
  /** From 1. */
  number: number;
  /** Digits that the largest number of a line has. */
  digits: number;
  line: LogLine;
  /** Text of the line now: the line itself may grow. */
  text: string;
  sought: RegExp | null;
  current: boolean;
  timed: boolean;
}

/** One line of output; what came on stderr says so. */
export const LogLineRow = memo(function LogLineRow(props: LogLineRowProps) {
  const { ref, index, top, number, digits, line, text, sought, current, timed } = props;
  return (
    <div
      ref={ref}
      data-index={index}
      className={styles.line}
      data-stream={line.stream}
      data-current={current || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className={styles.number} style={{ minWidth: `calc(${digits + 1}ch + 12px)` }} aria-hidden>
        {number}
      </span>
      <span className={styles.stream}>
        {line.stream === 'stderr' && <abbr title={texts.jobRun.log.stderr}>err</abbr>}
        {line.stream === 'engine' && <abbr title={texts.docker.logStream}>»</abbr>}
      </span>
      {timed && <span className={styles.at}>{line.at === 0 ? '' : formatClock(line.at)}</span>}
      <span className={styles.text}>
        {splitByMatch(text, sought).map((part, place) =>
          // oxlint-disable-next-line react/no-array-index-key -- parts of a line have no other name
          place % 2 === 1 ? <mark key={place}>{part}</mark> : part,
        )}
      </span>
    </div>
  );
});
