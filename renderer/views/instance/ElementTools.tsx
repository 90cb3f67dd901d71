import { Button, CloseButton, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { IconSearch } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Elements.module.css';
import { foldable } from './tagRows.ts';
import type { Folding } from './useFolding.ts';

interface ElementToolsProps {
  rows: Parameters<typeof foldable>[0];
  search: string;
  onSearch: (search: string) => void;
  folding: Folding;
  /** How many are shown. */
  count: string;
  children?: ReactNode;
}

/** What stands above a list of elements: search, fold, and how many there are. */
export function ElementTools({ rows, search, onSearch, folding, count, children }: ElementToolsProps) {
  const words = texts.instance;
  const field = useRef<HTMLInputElement>(null);
  const paths = foldable(rows);
  useHotkeys([['/', () => field.current?.focus()]]);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Escape') onSearch('');
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    document.querySelector<HTMLElement>('tr[aria-rowindex="2"] [data-row-link]')?.focus();
  }
  return (
    <div className={styles.tools}>
      {children}
      <TextInput
        ref={field}
        w={280}
        maxLength={200}
        aria-label={words.searchElements}
        placeholder={words.searchElements}
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={
          search === '' ? undefined : (
            <CloseButton size="sm" aria-label={words.clearSearch} onClick={() => onSearch('')} />
          )
        }
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {paths.length > 0 && (
        <Button variant="default" onClick={() => folding.foldAll(folding.folded.size > 0 ? [] : paths)}>
          {folding.folded.size > 0 ? words.unfoldAll : words.foldAll}
        </Button>
      )}
      <output className={styles.count}>{count}</output>
    </div>
  );
}
