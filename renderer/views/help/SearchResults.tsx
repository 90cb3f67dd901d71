import { useCallback, useDeferredValue, useEffect, useState } from 'react';
import { Link } from 'wouter';
import { toEngineError } from '../../../contract/index.ts';
import type { EngineError } from '../../../contract/index.ts';
import type { HelpPlace } from '../../help/index.ts';
import { AskClear } from '../../nextSteps/index.ts';
import { announce, EmptyNote, ErrorNote, ListSkeleton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './HelpView.module.css';
import { makeSearch, type Search } from './searching.ts';

interface SearchResultsProps {
  query: string;
  onClear: () => void;
  hrefOf: (place: HelpPlace) => string;
}

/** The chapters that have what is searched for, the best first. */
export function SearchResults({ query, onClear, hrefOf }: SearchResultsProps) {
  const [search, setSearch] = useState<Search | null>(null);
  const asked = useDeferredValue(query);
  const [problem, setProblem] = useState<EngineError | null>(null);
  const read = useCallback(() => {
    makeSearch().then(
      (made) => {
        setSearch(() => made);
        setProblem(null);
      },
      (cause: unknown) => setProblem(toEngineError(cause)),
    );
  }, []);
  useEffect(read, [read]);
  const found = search?.(asked) ?? null;
  const count = found?.length ?? null;
  useEffect(() => {
    if (count !== null) announce(texts.help.found(count));
  }, [count]);

  if (problem !== null) return <ErrorNote error={problem} onRetry={read} />;
  if (found === null) return <ListSkeleton rows={6} />;
  if (found.length === 0) {
    return (
      <EmptyNote title={texts.help.nothingFound(query)}>
        <AskClear what="search" onClear={onClear} />
      </EmptyNote>
    );
  }
  return (
    <ul className={styles.results} aria-label={texts.help.results}>
      {found.map(({ chapter, before, match, after }) => (
        <li key={`${chapter.document} ${chapter.anchor}`}>
          <Link href={hrefOf({ document: chapter.document, anchor: chapter.anchor })}>
            <span className={styles.where}>{texts.help.documents[chapter.document]}</span>
            <span className={styles.found} lang="en">
              {chapter.title}
            </span>
            <span className={styles.excerpt} lang="en">
              {before}
              <mark>{match}</mark>
              {after}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
