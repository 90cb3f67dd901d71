import type { JobRunChoice, ListFilter } from '../../../contract/index.ts';
import { ChosenBar, type ChosenRows } from '../../choosing/index.ts';
import type { Tone } from '../../parts/index.ts';
import { FilterBar } from './FilterBar.tsx';
import styles from './ListHead.module.css';
import { RunActions } from './RunActions.tsx';
import { StateCounts } from './StateCounts.tsx';
import type { UsedFilter } from './useListFilter.ts';

interface ListHeadProps<State extends string> {
  used: UsedFilter;
  states: readonly { state: State; label: string; tone: Tone }[];
  counts: { states: Partial<Record<State, number>>; isExact: boolean } | undefined;
  chosen: ChosenRows;
  /** Ids of the rows that were read so far. */
  shown: readonly string[];
  /** What the list shows: what "all" means. */
  of: ListFilter;
  /** What rows that are chosen one by one mean. */
  choiceOf: (ids: string[]) => JobRunChoice;
}

/** Above a list: what it is narrowed by, how many there are of each state, and what is chosen. */
export function ListHead<State extends string>(props: ListHeadProps<State>) {
  const { used, states, counts, chosen, shown, of, choiceOf } = props;
  const wanted = used.filter.states;
  const sum = states
    .filter(({ state }) => wanted.length === 0 || wanted.includes(state))
    .reduce((before, { state }) => before + (counts?.states[state] ?? 0), 0);
  const total = counts?.isExact === true ? sum : null;
  return (
    <div className={styles.head}>
      <FilterBar used={used} />
      <StateCounts
        states={states}
        counts={counts}
        chosen={wanted}
        onChange={(next) => used.change({ states: next })}
      />
      <ChosenBar chosen={chosen} shown={shown} all={{ total, choose: chosen.chooseAll }} inside>
        <RunActions
          chosen={chosen}
          total={total}
          choice={() =>
            chosen.isAll
              ? of.list === 'runs'
                ? { foundRuns: of.filter }
                : { found: of.filter }
              : choiceOf([...chosen.ids])
          }
        />
      </ChosenBar>
    </div>
  );
}
