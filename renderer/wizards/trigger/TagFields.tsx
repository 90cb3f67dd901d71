import { Autocomplete, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { tagComparisons } from './tagComparisons.ts';
import { useRoutes } from '../../engine/index.ts';
import type { PlainCondition } from '../../../contract/index.ts';
import { texts } from '../../texts/index.ts';
import type { ConditionFieldsProps } from './ConditionFields.tsx';
import { withoutValue } from './conditions.ts';
import styles from './TriggerForm.module.css';

/** Typing goes on for at most so long before keywords are looked for, in milliseconds. */
const pauseMs = 150;

/** Any tag by its keyword, a comparison and a value. */
export function TagFields({
  condition,
  place,
  invalid,
  onChange,
}: ConditionFieldsProps<Extract<PlainCondition, { kind: 'tag' }>>) {
  const words = texts.trigger;
  const [search] = useDebouncedValue(condition.keyword, pauseMs);
  const [found] = useRoutes('services.keywords', [{ subject: place, input: { search } }]);
  const keywords = found?.data?.map(({ keyword }) => keyword) ?? [];
  return (
    <>
      <Autocomplete
        className={styles.keyword}
        data-begin
        size="sm"
        aria-label={words.field(place, words.keyword)}
        error={invalid}
        placeholder={words.keywordPlaceholder}
        data={keywords}
        // The engine has looked: by the keyword and by the tag's numbers.
        filter={({ options }) => options}
        limit={12}
        value={condition.keyword}
        onChange={(keyword) => onChange({ ...condition, keyword })}
      />
      <Select
        className={styles.medium}
        size="sm"
        allowDeselect={false}
        aria-label={words.field(place, words.comparison)}
        data={tagComparisons.map((is) => ({ value: is, label: words.tagComparisons[is] }))}
        value={condition.is}
        onChange={(chosen) => {
          const is = tagComparisons.find((one) => one === chosen);
          if (is !== undefined) onChange({ ...condition, is });
        }}
      />
      {!withoutValue.has(condition.is) && (
        <TextInput
          className={styles.wide}
          aria-label={words.field(place, words.value)}
          error={invalid}
          placeholder={words.valuePlaceholder}
          value={condition.value}
          onChange={({ currentTarget }) => onChange({ ...condition, value: currentTarget.value })}
        />
      )}
    </>
  );
}
