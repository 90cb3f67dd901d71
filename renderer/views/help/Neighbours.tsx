import { Link } from 'wouter';
import type { HelpPlace } from '../../help/index.ts';
import { IconChevronLeft, IconChevronRight } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import type { Chapter } from './chapters.ts';
import { chaptersIn } from './documents.ts';
import styles from './HelpView.module.css';

interface NeighboursProps {
  chapter: Chapter;
  hrefOf: (place: HelpPlace) => string;
}

/** On to the next chapter, and back to the one before. */
export function Neighbours({ chapter, hrefOf }: NeighboursProps) {
  const { document } = chapter;
  const chapters = chaptersIn(document);
  const at = chapters.indexOf(chapter);
  const before = chapters[at - 1];
  const next = chapters[at + 1];
  return (
    <div className={styles.neighbours}>
      {before !== undefined && (
        <Link href={hrefOf({ document, anchor: before.anchor })}>
          <IconChevronLeft size={14} aria-hidden />
          <span className={styles.word}>{texts.help.before}</span> <span lang="en">{before.title}</span>
        </Link>
      )}
      {next !== undefined && (
        <Link href={hrefOf({ document, anchor: next.anchor })} className={styles.next}>
          <span className={styles.word}>{texts.help.next}</span> <span lang="en">{next.title}</span>
          <IconChevronRight size={14} aria-hidden />
        </Link>
      )}
    </div>
  );
}
