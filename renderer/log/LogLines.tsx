import { Button } from '@mantine/core';
import { IconArrowDown } from '../icons/index.ts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { texts } from '../texts/index.ts';
import type { LogDocument } from './logDocument.ts';
import { LogLineRow } from './LogLineRow.tsx';
import styles from './LogLines.module.css';

interface LogLinesProps {
  log: LogDocument;
  /** Changes whenever the log did. */
  version: number;
  /** More may come. */
  live: boolean;
  sought: RegExp | null;
  /** Matches are marked in lines before this one, counted from the very first one. */
  soughtTo: number;
  /** Numbers of the lines that are shown, counted from the very first one; null: all. */
  only: readonly number[] | null;
  /** Line to be brought into view, counted from the very first one of the log. */
  shownMatch: number | undefined;
  wrapped: boolean;
  timed: boolean;
  /** Name of the log, for those who hear it. */
  label: string;
}

const lineHeight = 18;
/** Who scrolls down as near to the end as this wants to be there, in pixels: it moves on meanwhile. */
const nearEnd = 4 * lineHeight;

/** The lines in sight. The end is followed until one scrolls up. */
export function LogLines({
  log,
  version,
  live,
  sought,
  soughtTo,
  only,
  shownMatch,
  wrapped,
  timed,
  label,
}: LogLinesProps) {
  const scroller = useRef<HTMLElement>(null);
  const lastTop = useRef(0);
  const [following, setFollowing] = useState(true);
  const count = only?.length ?? log.lines.length;
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  });

  useLayoutEffect(() => {
    if (following) virtualizer.scrollToIndex(count - 1, { align: 'end' });
  }, [count, following, log, version, virtualizer, wrapped]);

  useEffect(() => {
    if (shownMatch === undefined) return;
    setFollowing(false);
    const index = only === null ? shownMatch - log.forgotten : only.indexOf(shownMatch);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'center' });
    // oxlint-disable-next-line react/exhaustive-deps -- lines that come do not lead away from where somebody reads
  }, [log, shownMatch, virtualizer]);

  function onScroll() {
    const element = scroller.current;
    if (element === null) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    const up = element.scrollTop < lastTop.current - 1;
    if (up && left > 1) setFollowing(false);
    else if (!up && left <= nearEnd) setFollowing(true);
    lastTop.current = element.scrollTop;
  }

  const digits = String(log.forgotten + log.lines.length).length;
  // A line is its number, the mark of its stream, its time and its text, all in one monospaced face.
  const columns = digits + 6 + (timed ? 10 : 0) + log.longest;
  return (
    <div className={styles.frame}>
      <section
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-live="off"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <div
          className={styles.lines}
          data-wrapped={wrapped || undefined}
          style={{ height: virtualizer.getTotalSize(), minWidth: wrapped ? undefined : `${columns}ch` }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const number = only === null ? log.forgotten + item.index : (only[item.index] ?? -1);
            const line = log.lines[number - log.forgotten];
            if (line === undefined) return null;
            return (
              <LogLineRow
                key={item.key}
                ref={wrapped ? virtualizer.measureElement : null}
                index={item.index}
                top={item.start}
                number={number + 1}
                digits={digits}
                line={line}
                text={line.text}
                sought={number < soughtTo ? sought : null}
                current={number === shownMatch}
                timed={timed}
              />
            );
          })}
        </div>
      </section>
      {!following && (
        <Button
          className={styles.latest ?? ''}
          size="compact-sm"
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={() => setFollowing(true)}
        >
          {live ? texts.jobRun.log.follow : texts.jobRun.log.latest}
        </Button>
      )}
    </div>
  );
}
