import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import type { HelpPlace } from '../../help/index.ts';
import { MarkdownText, type Reading } from '../../markdown/index.ts';
import type { Chapter } from './chapters.ts';
import { placeOfLink } from './links.ts';

interface ChapterTextProps {
  chapter: Chapter;
  /** Heading that is brought into view and has the focus; none leaves both as they are. */
  anchor: string | undefined;
  linkTo: (place: HelpPlace, content: ReactNode) => ReactNode;
}

/** A chapter to be read. The documents are written in English, whatever the window speaks. */
export function ChapterText({ chapter, anchor, linkTo }: ChapterTextProps) {
  const article = useRef<HTMLElement>(null);
  const reading = useMemo((): Reading => readingOf(chapter, linkTo), [chapter, linkTo]);

  useEffect(() => {
    if (anchor === undefined) return;
    const heading = article.current?.querySelector<HTMLElement>(`#${CSS.escape(anchor)}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  }, [anchor]);

  return (
    <MarkdownText tokens={chapter.tokens} reading={reading} lang="en" ref={article}>
      <h2 id={chapter.anchor} tabIndex={-1}>
        {chapter.title}
      </h2>
    </MarkdownText>
  );
}

function readingOf(chapter: Chapter, linkTo: ChapterTextProps['linkTo']): Reading {
  return {
    title: chapter.title,
    // The chapter's own heading is the second level of the page.
    heading: (token) => ({
      Level: token.depth - chapter.depth > 1 ? 'h4' : 'h3',
      anchor: chapter.headings.find((heading) => heading.token === token)?.anchor,
    }),
    // One that leads out of the documents is only text, since nothing is loaded from there.
    linkTo(href, content) {
      const place = placeOfLink(chapter.document, href);
      return place === null ? content : linkTo(place, content);
    },
    // They show the program to who does not have it.
    picture: null,
  };
}
