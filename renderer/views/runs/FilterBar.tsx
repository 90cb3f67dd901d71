import { Button, Select } from '@mantine/core';
import { memo } from 'react';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { DayField, SearchField } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './FilterBar.module.css';
import { isEmpty, type FilterPart } from './listFilter.ts';
import type { UsedFilter } from './useListFilter.ts';

/** What a list is narrowed by beside the state. It is not drawn again with each change of the list. */
export const FilterBar = memo(function FilterBar({ used }: { used: UsedFilter }) {
  const { filter, change: onChange } = used;
  const application = useApplicationId();
  const words = texts.runs;
  const facets = useRoute('job_runs.facets', { application }).data;
  const choices: readonly [FilterPart, string, string[]][] = [
    ['job', words.columnJob, facets?.jobNames ?? []],
    ['service', words.columnService, facets?.services ?? []],
    ['channel', words.columnChannel, facets?.channels ?? []],
    ['modality', words.modality, facets?.modalities ?? []],
  ];
  return (
    <search className={styles.bar} aria-label={words.filter}>
      <SearchField
        className={styles.words ?? ''}
        size="xs"
        label={words.text}
        placeholder={words.textPlaceholder}
        clear={words.clearText}
        value={filter.text.trim()}
        onChange={(text) => onChange({ text })}
      />
      {choices.map(([part, label, names]) => (
        <Select
          key={part}
          className={styles.choice ?? ''}
          size="xs"
          searchable
          clearable
          aria-label={label}
          placeholder={label}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
          limit={200}
          value={filter[part] === '' ? null : filter[part]}
          // One that is not there any more can still stand in the address.
          data={filter[part] === '' || names.includes(filter[part]) ? names : [filter[part], ...names]}
          nothingFoundMessage={words.nothingToChoose}
          onChange={(value) => onChange({ [part]: value ?? '' })}
        />
      ))}
      {(['from', 'to'] as const).map((part) => (
        <DayField
          key={part}
          className={styles.day ?? ''}
          label={words[part]}
          value={filter[part]}
          canBeEmpty
          {...(part === 'to' && filter.from !== '' ? { min: filter.from } : {})}
          onChange={(day) => onChange({ [part]: day })}
        />
      ))}
      {!isEmpty(filter) && (
        <Button size="compact-sm" variant="subtle" onClick={() => used.replace({})}>
          {words.clear}
        </Button>
      )}
    </search>
  );
});
