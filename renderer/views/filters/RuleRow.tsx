import type { ReactNode } from 'react';
import type { FilterRule } from '../../../contract/index.ts';
import { optionOfRule, type FilterSum } from '../../filtering/index.ts';
import { texts } from '../../texts/index.ts';
import { FilterRow } from './FilterRow.tsx';
import styles from './RuleRow.module.css';

interface RuleRowProps {
  rule: FilterRule;
  /** Null: there is no study to try it on. */
  sum: FilterSum | null;
  below?: boolean;
  /** Its id is the name of the rule's option. */
  children: ReactNode;
}

/** One rule: what it is for, its control, and what it keeps out of the studies of the preview. */
export function RuleRow({ rule, sum, below = false, children }: RuleRowProps) {
  const kept = sum?.rules.find((one) => one.rule === rule);
  return (
    <FilterRow
      id={optionOfRule[rule]}
      name={texts.filters.ruleNames[rule]}
      help={texts.filters.ruleHelp[rule]}
      below={below}
      mark={
        sum !== null && (
          <span className={styles.kept} data-none={kept === undefined || undefined}>
            {kept === undefined
              ? texts.filters.keepsNothingOut
              : texts.filters.keptOut(kept.instances, kept.series)}
          </span>
        )
      }
    >
      {children}
    </FilterRow>
  );
}
