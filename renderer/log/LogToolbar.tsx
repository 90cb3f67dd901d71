import { ActionIcon, Select, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconClock, IconSearch, IconTextWrap } from '../icons/index.ts';
import type { KeyboardEvent, ReactNode } from 'react';
import { CopyButton } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import type { Level } from './logLevels.ts';
import styles from './LogToolbar.module.css';

const known: readonly Level[] = [0, 20, 30, 40];
const levels = known.map((level) => ({ value: String(level), label: texts.jobRun.log.levels[level] }));
const levelIn = (value: string | null): Level => known.find((level) => String(level) === value) ?? 0;

interface LogToolbarProps {
  query: string;
  onQuery: (query: string) => void;
  /** Which match is shown, from 0. */
  place: number;
  matchCount: number;
  onPlace: (place: number) => void;
  /** Matches in all lines; null where not all lines are shown. */
  hits: number | null;
  isExpression: boolean;
  onExpression: (isExpression: boolean) => void;
  problem: 'invalid' | 'endless' | 'failed' | null;
  level: Level;
  onLevel: (level: Level) => void;
  tools?: ReactNode;
  wrapped: boolean;
  onWrapped: (wrapped: boolean) => void;
  timed: boolean;
  onTimed: (timed: boolean) => void;
  /** The log as text, for the clipboard. */
  text: () => string;
}

/** Find, wrap, times, copy. */
export function LogToolbar(props: LogToolbarProps) {
  const { query, place, matchCount, onPlace, wrapped, timed, isExpression, problem } = props;
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
          <output className={styles.count}>
            {problem === null
              ? texts.jobRun.log.matches(place + 1, matchCount, props.hits)
              : texts.jobRun.log.problems[problem]}
          </output>
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
      <Tooltip label={texts.jobRun.log.expression}>
        <ActionIcon
          aria-label={texts.jobRun.log.expression}
          aria-pressed={isExpression}
          variant={isExpression ? 'light' : 'subtle'}
          color={isExpression ? 'accent' : 'gray'}
          onClick={() => props.onExpression(!isExpression)}
        >
          <span className={styles.sign} aria-hidden>
            .*
          </span>
        </ActionIcon>
      </Tooltip>
      <Select
        className={styles.level ?? ''}
        size="xs"
        allowDeselect={false}
        aria-label={texts.jobRun.log.level}
        value={String(props.level)}
        data={levels}
        onChange={(value) => props.onLevel(levelIn(value))}
      />
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
      {props.tools}
    </div>
  );
}
