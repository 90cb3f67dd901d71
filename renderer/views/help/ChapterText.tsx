import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { HelpPlace } from '../../help/index.ts';
import { Blocks } from './Blocks.tsx';
import styles from './Chapter.module.css';
import type { Chapter } from './chapters.ts';
import { ReadingProvider } from './reading.ts';

interface ChapterTextProps {
  chapter: Chapter;
  /** Heading that is brought into view and has the focus; none leaves both as they are. */
  anchor: string | undefined;
  linkTo: (place: HelpPlace, content: ReactNode) => ReactNode;
}

/** A chapter to be read. The documents are written in English, whatever the window speaks. */
export function ChapterText({ chapter, anchor, linkTo }: ChapterTextProps) {
  const article = useRef<HTMLElement>(null);
  const reading = useMemo(() => ({ chapter, linkTo }), [chapter, linkTo]);

  useEffect(() => {
    if (anchor === undefined) return;
    const heading = article.current?.querySelector<HTMLElement>(`#${CSS.escape(anchor)}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, [anchor]);

  return (
    <ReadingProvider value={reading}>
      <article className={styles.chapter} lang="en" ref={article}>
        <h2 id={chapter.anchor} tabIndex={-1}>
          {chapter.title}
        </h2>
        <Blocks tokens={chapter.tokens} />
      </article>
    </ReadingProvider>
  );
}
