import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconClock, IconSearch, IconTextWrap } from '../icons/index.ts';
import type { KeyboardEvent } from 'react';
import { CopyButton } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './LogToolbar.module.css';

interface LogToolbarProps {
  query: string;
  onQuery: (query: string) => void;
  /** Which match is shown, from 0. */
  place: number;
  matchCount: number;
  onPlace: (place: number) => void;
  wrapped: boolean;
  onWrapped: (wrapped: boolean) => void;
  timed: boolean;
  onTimed: (timed: boolean) => void;
  /** The log as text, for the clipboard. */
  text: () => string;
}

/** Find, wrap, times, copy. */
export function LogToolbar(props: LogToolbarProps) {
  const { query, place, matchCount, onPlace, wrapped, timed } = props;
  const step = (by: number) => onPlace(matchCount === 0 ? 0 : (place + by + matchCount) % matchCount);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  }

  return (
    <div className={styles.bar}>
      <TextInput
        className={styles.search ?? ''}
        size="xs"
        type="search"
        aria-label={texts.jobRun.log.search}
        placeholder={texts.jobRun.log.search}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={query}
        onChange={(event) => props.onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {query !== '' && (
        <>
          <output className={styles.count}>{texts.jobRun.log.matches(place + 1, matchCount)}</output>
          <ActionIcon
            aria-label={texts.jobRun.log.previous}
            disabled={matchCount === 0}
            onClick={() => step(-1)}
          >
            <IconChevronUp size={16} />
          </ActionIcon>
          <ActionIcon aria-label={texts.jobRun.log.next} disabled={matchCount === 0} onClick={() => step(1)}>
            <IconChevronDown size={16} />
          </ActionIcon>
        </>
      )}
      <Tooltip label={texts.jobRun.log.wrap}>
        <ActionIcon
          aria-label={texts.jobRun.log.wrap}
          aria-pressed={wrapped}
          variant={wrapped ? 'light' : 'subtle'}
          color={wrapped ? 'accent' : 'gray'}
          onClick={() => props.onWrapped(!wrapped)}
        >
          <IconTextWrap size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={texts.jobRun.log.times}>
        <ActionIcon
          aria-label={texts.jobRun.log.times}
          aria-pressed={timed}
          variant={timed ? 'light' : 'subtle'}
          color={timed ? 'accent' : 'gray'}
          onClick={() => props.onTimed(!timed)}
        >
          <IconClock size={16} />
        </ActionIcon>
      </Tooltip>
      <CopyButton text={props.text} label={texts.jobRun.log.copy} />
    </div>
  );
}
