import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../../format/index.ts';
import { StateIcon, type Tone } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './StateCounts.module.css';

interface StateCountsProps<State extends string> {
  states: readonly { state: State; label: string; tone: Tone }[];
  /** How many there are; undefined while they are counted. */
  counts: { states: Partial<Record<State, number>>; isExact: boolean } | undefined;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** The states of a list with how many there are of each; several can be pressed. */
export function StateCounts<State extends string>({
  states,
  counts,
  chosen,
  onChange,
}: StateCountsProps<State>) {
  const words = texts.runs;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- none of these elements stands for buttons in a row
    <div className={styles.states} role="group" aria-label={words.filterState}>
      {states.map(({ state, label, tone }) => {
        const isOn = chosen.includes(state);
        const n = counts?.states[state] ?? 0;
        const count = counts === undefined ? '' : words.atLeast(formatCount(n), counts.isExact || n === 0);
        return (
          <UnstyledButton
            key={state}
            className={styles.state}
            aria-pressed={isOn}
            data-none={n === 0 || undefined}
            onClick={() => onChange(isOn ? chosen.filter((one) => one !== state) : [...chosen, state])}
          >
            <StateIcon tone={tone} isStill />
            <span>{label}</span> <span className={styles.count}>{count}</span>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
