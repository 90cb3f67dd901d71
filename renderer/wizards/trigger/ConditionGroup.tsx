import { Button, Menu, Select } from '@mantine/core';
import { useRef } from 'react';
import type { Trigger, TriggerCondition } from '../../../contract/index.ts';
import { IconPlus } from '../../icons/index.ts';
import { EmptyNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ConditionRow } from './ConditionRow.tsx';
import { conditionKinds, newCondition, type ConditionKind } from './conditions.ts';
import styles from './TriggerForm.module.css';

type Group = Pick<Trigger, 'match' | 'conditions'>;

interface ConditionGroupProps {
  group: Group;
  /** For people; null: the whole trigger. */
  place: string | null;
  /** Path in the trigger; empty: the whole of it. */
  path: string;
  problems: Record<string, string>;
  onChange: (group: Group) => void;
}

/** Conditions of which all, or any one, must hold. */
export function ConditionGroup({ group, place, path, problems, onChange }: ConditionGroupProps) {
  const words = texts.trigger;
  const list = useRef<HTMLOListElement>(null);
  const { match, conditions } = group;
  const kinds = place === null ? conditionKinds : conditionKinds.filter((kind) => kind !== 'group');

  function change(position: number, changed: TriggerCondition | null) {
    const next = [...conditions];
    next.splice(position, 1, ...(changed === null ? [] : [changed]));
    onChange({ match, conditions: next });
  }
  function add(kind: ConditionKind) {
    onChange({ match, conditions: [...conditions, newCondition(kind)] });
    // The field of the new row is there after the next painting; the menu gives the focus back before.
    setTimeout(() => {
      list.current?.lastElementChild?.querySelector<HTMLElement>('[data-begin]')?.focus();
    }, 0);
  }

  const addMenu = (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          className={styles.add}
          leftSection={<IconPlus size={15} aria-hidden />}
          {...(place === null ? {} : { 'aria-label': words.addTo(place) })}
        >
          {words.add}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => add(kind)}>
            {words.kinds[kind]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <div className={styles.group} data-inner={place !== null || undefined}>
      {(conditions.length > 0 || place !== null) && (
        <div className={styles.lead}>
          {place === null && <span>{words.before}</span>}
          <Select
            className={styles.match}
            size="sm"
            allowDeselect={false}
            aria-label={place === null ? words.matchOf : words.matchOfGroup(place)}
            data={(['all', 'any'] as const).map((one) => ({ value: one, label: words.matches[one] }))}
            value={match}
            onChange={(chosen) => onChange({ match: chosen === 'any' ? 'any' : 'all', conditions })}
          />
        </div>
      )}
      {conditions.length === 0 ? (
        <EmptyNote title={place === null ? words.none : words.noneInGroup}>{addMenu}</EmptyNote>
      ) : (
        <ol className={styles.list} ref={list} aria-label={words.title}>
          {conditions.map((condition, position) => {
            const one = {
              place: place === null ? String(position + 1) : `${place}.${position + 1}`,
              path: `${path === '' ? '' : `${path}.`}conditions.${position}`,
              problems,
            };
            return (
              <ConditionRow
                // oxlint-disable-next-line react/no-array-index-key -- a condition has no name of its own
                key={position}
                {...one}
                condition={condition}
                onChange={(changed) => change(position, changed)}
                onRemove={() => change(position, null)}
              >
                {condition.kind === 'group' && (
                  <ConditionGroup
                    {...one}
                    group={condition}
                    onChange={(changed) => change(position, { kind: 'group', ...changed })}
                  />
                )}
              </ConditionRow>
            );
          })}
        </ol>
      )}
      {conditions.length > 0 && addMenu}
    </div>
  );
}
