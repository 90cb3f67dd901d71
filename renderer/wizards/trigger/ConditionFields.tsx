import { NumberInput, Select, TagsInput } from '@mantine/core';
import type { PlainCondition } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import { bodyParts, modalities } from './suggestions.ts';
import { TagFields } from './TagFields.tsx';
import styles from './TriggerForm.module.css';

export interface ConditionFieldsProps<Condition extends PlainCondition> {
  condition: Condition;
  place: string;
  invalid: boolean;
  onChange: (condition: PlainCondition) => void;
}

/** What is asked, by the kind of condition. */
export function ConditionFields({ condition, ...props }: ConditionFieldsProps<PlainCondition>) {
  switch (condition.kind) {
    case 'modality':
    case 'body-part':
      return <OneOf {...props} condition={condition} />;
    case 'description':
      return <Description {...props} condition={condition} />;
    case 'images':
      return <Images {...props} condition={condition} />;
    default:
      return <TagFields {...props} condition={condition} />;
  }
}

type Of<Kind extends PlainCondition['kind']> = ConditionFieldsProps<Extract<PlainCondition, { kind: Kind }>>;

function OneOf({ condition, place, invalid, onChange }: Of<'modality' | 'body-part'>) {
  const words = texts.trigger;
  const isModality = condition.kind === 'modality';
  const placeholder = isModality ? words.modalityPlaceholder : words.bodyPartPlaceholder;
  return (
    <>
      <span className={styles.word}>{words.is}</span>
      <TagsInput
        className={styles.wide}
        size="sm"
        acceptValueOnBlur
        data-begin
        aria-label={words.field(place, words.kinds[condition.kind])}
        error={invalid}
        data={isModality ? modalities : bodyParts}
        placeholder={condition.anyOf.length === 0 ? placeholder : ''}
        value={condition.anyOf}
        onChange={(anyOf) => onChange({ ...condition, anyOf: anyOf.map((one) => one.toUpperCase()) })}
      />
    </>
  );
}

function Description({ condition, place, invalid, onChange }: Of<'description'>) {
  const words = texts.trigger;
  return (
    <>
      <Select
        className={styles.short}
        size="sm"
        allowDeselect={false}
        aria-label={words.field(place, words.descriptionOf)}
        data={(['series', 'study'] as const).map((of) => ({ value: of, label: words.descriptionsOf[of] }))}
        value={condition.of}
        onChange={(of) => onChange({ ...condition, of: of === 'study' ? 'study' : 'series' })}
      />
      <Select
        className={styles.medium}
        size="sm"
        allowDeselect={false}
        aria-label={words.field(place, words.comparison)}
        data={(['contains', 'does-not-contain'] as const).map((is) => ({
          value: is,
          label: words.descriptionComparisons[is],
        }))}
        value={condition.is}
        onChange={(is) =>
          onChange({ ...condition, is: is === 'does-not-contain' ? 'does-not-contain' : 'contains' })
        }
      />
      <TagsInput
        className={styles.wide}
        size="sm"
        acceptValueOnBlur
        data-begin
        aria-label={words.field(place, words.texts)}
        error={invalid}
        placeholder={condition.anyOf.length === 0 ? words.textPlaceholder : ''}
        value={condition.anyOf}
        onChange={(anyOf) => onChange({ ...condition, anyOf })}
      />
    </>
  );
}

function Images({ condition, place, invalid, onChange }: Of<'images'>) {
  const words = texts.trigger;
  return (
    <>
      <Select
        className={styles.medium}
        size="sm"
        allowDeselect={false}
        aria-label={words.field(place, words.comparison)}
        data={(['at-least', 'at-most'] as const).map((is) => ({
          value: is,
          label: words.imageComparisons[is],
        }))}
        value={condition.is}
        onChange={(is) => onChange({ ...condition, is: is === 'at-most' ? 'at-most' : 'at-least' })}
      />
      <NumberInput
        className={styles.number}
        data-begin
        aria-label={words.field(place, words.count)}
        error={invalid}
        min={0}
        max={1_000_000}
        clampBehavior="strict"
        allowDecimal={false}
        allowNegative={false}
        value={condition.count}
        onChange={(count) => onChange({ ...condition, count: count === '' ? 0 : Number(count) })}
      />
      <span className={styles.word}>{words.images}</span>
    </>
  );
}
