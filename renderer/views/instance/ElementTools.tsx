import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { SearchField } from '../../parts/index.ts';
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
  const paths = foldable(rows);
  return (
    <div className={styles.tools}>
      {children}
      <SearchField
        className={styles.search ?? ''}
        label={words.searchElements}
        clear={words.clearSearch}
        value={search}
        onChange={onSearch}
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
