import { Button } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { formatCount } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import { chosenCount } from './chosenCount.ts';
import styles from './choosing.module.css';
import type { ChosenRows } from './useChosenRows.ts';

interface ChosenBarProps {
  chosen: ChosenRows;
  /** Ids of the rows that were read so far. */
  shown: readonly string[];
  /** Where also what was not read yet can be chosen. */
  all?: {
    /** How many the filter finds; null: more than were counted. */
    total: number | null;
    choose: () => void;
  };
  /** The chosen ones in other words than "3 chosen". */
  said?: (count: number) => string;
  /** It stands within something that has a margin. */
  inside?: boolean;
  /** They are being worked on. */
  busy?: boolean;
  /** What can be done with the chosen rows. */
  children: ReactNode;
}

/** Above a list: chooses many of its rows at once, says how many are chosen, and holds what can be done with them. */
export function ChosenBar({ chosen, shown, all, said, inside, busy, children }: ChosenBarProps) {
  const words = texts.choosing;
  const first = useRef<HTMLButtonElement>(null);
  const { ids, isAll, isAny } = chosen;
  const areMoreShown = isAny && !shown.every((id) => chosen.has(id));
  const areMoreFound = isAny && !isAll && all !== undefined && (all.total === null || all.total > ids.length);
  const chooseShown = words.chooseShown(shown.length);

  /** What chooses the rest goes away with it: the keys go on from the first button. */
  function chooseMore(work: () => void): void {
    first.current?.focus();
    work();
  }
  return (
    <div className={styles.bar} data-inside={inside}>
      <Button
        ref={first}
        variant="subtle"
        size="xs"
        disabled={busy === true || (!isAny && shown.length === 0)}
        title={isAny ? undefined : words.chooseShownHelp}
        onClick={() => (isAny ? chosen.clear() : chosen.choose(shown))}
      >
        {isAny ? words.chooseNone : chooseShown}
      </Button>
      {areMoreShown && (
        <Button
          variant="subtle"
          size="xs"
          disabled={busy}
          title={words.chooseShownHelp}
          onClick={() => chooseMore(() => chosen.choose(shown))}
        >
          {chooseShown}
        </Button>
      )}
      {areMoreFound && (
        <Button variant="subtle" size="xs" disabled={busy} onClick={() => chooseMore(all.choose)}>
          {all.total === null ? words.chooseAllFound : words.chooseAll(formatCount(all.total))}
        </Button>
      )}
      <output className={styles.count}>
        {isAny &&
          (isAll || said === undefined
            ? words.chosen(chosenCount(chosen, all?.total ?? null))
            : said(ids.length))}
      </output>
      {children}
    </div>
  );
}
