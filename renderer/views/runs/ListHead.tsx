import type { JobRunChoice, ListFilter } from '../../../contract/index.ts';
import type { Tone } from '../../parts/index.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { FilterBar } from './FilterBar.tsx';
import styles from './ListHead.module.css';
import { StateCounts } from './StateCounts.tsx';
import type { Chosen } from './useChosen.ts';
import type { UsedFilter } from './useListFilter.ts';

interface ListHeadProps<State extends string> {
  used: UsedFilter;
  states: readonly { state: State; label: string; tone: Tone }[];
  counts: { states: Partial<Record<State, number>>; isExact: boolean } | undefined;
  chosen: Chosen;
  read: readonly string[];
  /** What the list shows: what "all" means. */
  of: ListFilter;
  /** What single ticks mean. */
  choiceOf: (ids: string[]) => JobRunChoice;
}

/** Above a list: what it is narrowed by, how many there are of each state, and the ticks. */
export function ListHead<State extends string>(props: ListHeadProps<State>) {
  const { used, states, counts, chosen, read, of, choiceOf } = props;
  const shown = used.filter.states;
  const total = states
    .filter(({ state }) => shown.length === 0 || shown.includes(state))
    .reduce((sum, { state }) => sum + (counts?.states[state] ?? 0), 0);
  return (
    <div className={styles.head}>
      <FilterBar filter={used.filter} onChange={used.change} onClear={() => used.replace({})} />
      <StateCounts
        states={states}
        counts={counts}
        chosen={shown}
        onChange={(next) => used.change({ states: next })}
      />
      <ChosenBar
        chosen={chosen}
        read={read}
        total={counts?.isExact === true ? total : null}
        choice={() =>
          chosen.isAll
            ? of.list === 'runs'
              ? { foundRuns: of.filter }
              : { found: of.filter }
            : choiceOf([...chosen.ids])
        }
      />
    </div>
  );
}
