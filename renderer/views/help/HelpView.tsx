import { Button, TextInput } from '@mantine/core';
import { useCallback, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { isDocumentId } from '../../help/index.ts';
import type { HelpPlace } from '../../help/index.ts';
import { IconCompass, IconSearch } from '../../icons/index.ts';
import { paths } from '../../navigation/index.ts';
import { Page, Trail } from '../../parts/index.ts';
import { canDo, giveCommand } from '../../shortcuts/index.ts';
import { texts } from '../../texts/index.ts';
import { ChapterText } from './ChapterText.tsx';
import { Contents } from './Contents.tsx';
import { chapterAt } from './documents.ts';
import styles from './HelpView.module.css';
import { Neighbours } from './Neighbours.tsx';
import { SearchResults } from './SearchResults.tsx';

export interface HelpViewProps {
  /** In whose frame it is read; null where there is none. */
  application: string | null;
  document: string | undefined;
  anchor: string | undefined;
}

/** The documents of the program: their contents, a search over all of them, and a chapter to be read. */
export function HelpView({ application, document, anchor }: HelpViewProps) {
  const [query, setQuery] = useState('');
  const hrefOf = useCallback((place: HelpPlace) => paths.help(application, place), [application]);
  const linkTo = useCallback(
    (place: HelpPlace, content: ReactNode) => (
      <Link href={hrefOf(place)} lang="en">
        {content}
      </Link>
    ),
    [hrefOf],
  );
  const id = document !== undefined && isDocumentId(document) ? document : 'start';
  const chapter = chapterAt(id, anchor);
  if (chapter === undefined) return null;
  // Who follows a link to a document without saying where in it reads on from its first heading, which has the focus.
  const shown = anchor ?? chapter.anchor;

  return (
    <Page
      fills
      title={texts.help.title}
      description={texts.help.intro}
      trail={application === null ? <Trail href={paths.home()} label={texts.help.back} /> : undefined}
      actions={
        canDo('tour') && (
          <Button
            variant="default"
            leftSection={<IconCompass size={15} aria-hidden />}
            onClick={() => giveCommand('tour')}
          >
            {texts.help.tour}
          </Button>
        )
      }
    >
      <div className={styles.columns}>
        <div className={styles.side}>
          <TextInput
            type="search"
            className={styles.search}
            aria-label={texts.help.search}
            placeholder={texts.help.searchPlaceholder}
            leftSection={<IconSearch size={15} aria-hidden />}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          <div className={styles.list}>
            {query.trim() === '' ? (
              <Contents chapter={chapter} hrefOf={hrefOf} />
            ) : (
              <SearchResults query={query} onClear={() => setQuery('')} hrefOf={hrefOf} />
            )}
          </div>
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by keyboard, and is no landmark */}
        <div className={styles.reader} tabIndex={0} role="group" aria-label={chapter.title}>
          <ChapterText
            key={`${chapter.document} ${chapter.anchor}`}
            chapter={chapter}
            anchor={document === undefined ? undefined : shown}
            linkTo={linkTo}
          />
          <Neighbours chapter={chapter} hrefOf={hrefOf} />
        </div>
      </div>
    </Page>
  );
}
