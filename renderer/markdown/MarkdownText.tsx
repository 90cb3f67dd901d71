import type { Token } from 'marked';
import type { ReactNode, Ref } from 'react';
import { Blocks } from './Blocks.tsx';
import styles from './Markdown.module.css';
import { ReadingProvider, type Reading } from './reading.ts';

interface MarkdownTextProps {
  tokens: readonly Token[];
  reading: Reading;
  /** Language that it is written in; left out where that is not known. */
  lang?: string;
  ref?: Ref<HTMLElement>;
  /** Above the text. */
  children?: ReactNode;
}

/** A text to be read, from its tokens. */
export function MarkdownText({ tokens, reading, lang, ref, children }: MarkdownTextProps) {
  return (
    <ReadingProvider value={reading}>
      <article className={styles.text} lang={lang} ref={ref}>
        {children}
        <Blocks tokens={tokens} />
      </article>
    </ReadingProvider>
  );
}
