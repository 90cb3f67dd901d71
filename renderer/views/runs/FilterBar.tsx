import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { useRoute } from '../../engine/index.ts';
import { IconSearch } from '../../icons/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './FilterBar.module.css';
import { isEmpty, type AddressFilter, type FilterPart } from './listFilter.ts';

/** Quiet time while typing before it is looked for, in milliseconds. */
const typingMs = 200;

interface FilterBarProps {
  filter: AddressFilter;
  onChange: (parts: Partial<AddressFilter>) => void;
  onClear: () => void;
}

/** What a list is narrowed by beside the state. `/` leads to the words. */
export function FilterBar({ filter, onChange, onClear }: FilterBarProps) {
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
      <WordsField value={filter.text} onChange={(text) => onChange({ text })} />
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
        <TextInput
          key={part}
          className={styles.day ?? ''}
          size="xs"
          type="date"
          aria-label={words[part]}
          title={words[part]}
          data-empty={filter[part] === '' || undefined}
          value={filter[part]}
          {...(part === 'to' && filter.from !== '' ? { min: filter.from } : {})}
          onChange={(event) => onChange({ [part]: event.currentTarget.value })}
        />
      ))}
      {!isEmpty(filter) && (
        <Button size="compact-sm" variant="subtle" onClick={onClear}>
          {words.clear}
        </Button>
      )}
    </search>
  );
}

function WordsField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const words = texts.runs;
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const tell = useDebouncedCallback((text: string) => {
    setTold(text);
    onChange(text);
  }, typingMs);
  useHotkeys([['/', () => field.current?.focus()]]);

  // Somebody else changed it: back and forward in the window, or a saved filter.
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  function change(text: string) {
    setTyped(text);
    tell(text);
  }
  return (
    <TextInput
      ref={field}
      className={styles.words ?? ''}
      size="xs"
      maxLength={200}
      aria-label={words.text}
      placeholder={words.textPlaceholder}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        typed === '' ? undefined : (
          <CloseButton size="xs" aria-label={words.clearText} onClick={() => change('')} />
        )
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typed !== '') change('');
      }}
    />
  );
}
