import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks';
import { useRef, useState, type KeyboardEvent } from 'react';
import { IconSearch } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import { SearchHelp } from './SearchHelp.tsx';
import styles from './StudySearch.module.css';

/** Quiet time while typing before it is searched, in milliseconds. */
const typingMs = 150;

interface StudySearchProps {
  /** What is searched. */
  value: string;
  onChange: (search: string) => void;
}

/** The field in which studies are searched as one types; `/` leads to it, and the arrow down from it into the list. */
export function StudySearch({ value, onChange }: StudySearchProps) {
  const words = texts.studies;
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const tell = useDebouncedCallback((text: string) => {
    setTold(text.trim());
    onChange(text.trim());
  }, typingMs);
  useHotkeys([['/', () => field.current?.focus()]]);

  // Somebody else changed it: back and forward in the window.
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  function change(text: string) {
    setTyped(text);
    tell(text);
  }
  function intoList(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Escape' && typed !== '') change('');
    if (event.key !== 'ArrowDown') return;
    const first = document.querySelector<HTMLElement>('tr[aria-rowindex="2"] [data-row-link]');
    if (first === null) return;
    event.preventDefault();
    first.focus();
  }

  return (
    <div className={styles.search}>
      <TextInput
        ref={field}
        w={340}
        maxLength={200}
        aria-label={words.search}
        placeholder={words.searchPlaceholder}
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={
          typed === '' ? undefined : (
            <CloseButton size="sm" aria-label={words.clearSearch} onClick={() => change('')} />
          )
        }
        value={typed}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={intoList}
      />
      <SearchHelp />
    </div>
  );
}
