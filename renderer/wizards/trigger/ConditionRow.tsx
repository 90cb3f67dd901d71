import { ActionIcon, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TriggerCondition } from '../../../contract/index.ts';
import { IconTrash } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import { ConditionFields } from './ConditionFields.tsx';
import { conditionKinds, newCondition } from './conditions.ts';
import styles from './TriggerForm.module.css';

interface ConditionRowProps {
  condition: TriggerCondition;
  /** For people: `2.1` is the first in the group that is the second. */
  place: string;
  /** Path in the trigger, as findings name it: `conditions.1.conditions.0`. */
  path: string;
  /** What is wrong, by path in the trigger. */
  problems: Record<string, string>;
  onChange: (condition: TriggerCondition) => void;
  onRemove: () => void;
  /** Of a group: its conditions. */
  children: ReactNode;
}

/** Groups within groups are for those who write the callback by hand. */
const deepestShown = 2;

/** One condition: what it is about, and what is asked of that. */
export function ConditionRow(props: ConditionRowProps) {
  const { condition, place, path, problems, onChange, onRemove, children } = props;
  const words = texts.trigger;
  const mayBeGroup = place.split('.').length < deepestShown || condition.kind === 'group';
  const kinds = conditionKinds.filter((kind) => kind !== 'group' || mayBeGroup);
  const problem = Object.entries(problems).find(
    ([field]) => field === path || (condition.kind !== 'group' && field.startsWith(`${path}.`)),
  )?.[1];
  return (
    <li className={styles.condition} data-group={condition.kind === 'group' || undefined}>
      <fieldset className={styles.line} aria-label={words.condition(place)}>
        <Select
          className={styles.kind}
          size="sm"
          aria-label={words.kindOf(place)}
          allowDeselect={false}
          data={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
          value={condition.kind}
          onChange={(chosen) => {
            const kind = kinds.find((one) => one === chosen);
            if (kind !== undefined && kind !== condition.kind) onChange(newCondition(kind));
          }}
        />
        {condition.kind !== 'group' && (
          <ConditionFields
            condition={condition}
            place={place}
            invalid={problem !== undefined}
            onChange={onChange}
          />
        )}
        <ActionIcon className={styles.remove} aria-label={words.remove(place)} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </fieldset>
      {problem !== undefined && <p className={styles.problem}>{problem}</p>}
      {children}
    </li>
  );
}
