import { Link } from 'wouter';
import { documentIds } from '../../help/index.ts';
import type { HelpPlace } from '../../help/index.ts';
import { texts } from '../../texts/index.ts';
import type { Chapter } from './chapters.ts';
import { chaptersIn } from './documents.ts';
import styles from './HelpView.module.css';

interface ContentsProps {
  /** The one that is read. */
  chapter: Chapter;
  hrefOf: (place: HelpPlace) => string;
}

/** All documents, and the chapters and headings of the one that is read. */
export function Contents({ chapter, hrefOf }: ContentsProps) {
  return (
    <nav aria-label={texts.help.contents}>
      <ul className={styles.contents}>
        {documentIds.map((document) => (
          <li key={document}>
            <Link
              href={hrefOf({ document })}
              className={styles.document}
              aria-current={document === chapter.document}
            >
              {texts.help.documents[document]}
            </Link>
            {document === chapter.document && <Chapters chapter={chapter} hrefOf={hrefOf} />}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Chapters({ chapter, hrefOf }: ContentsProps) {
  const { document } = chapter;
  // The introduction is where the document's own name leads.
  const [, ...chapters] = chaptersIn(document);
  return (
    <ul lang="en">
      {chapters.map(({ anchor, title, depth, headings }) => (
        <li key={anchor} data-depth={depth}>
          <Link
            href={hrefOf({ document, anchor })}
            className={styles.way}
            aria-current={anchor === chapter.anchor ? 'page' : undefined}
          >
            {title}
          </Link>
          {anchor === chapter.anchor && headings.length > 1 && (
            <ul aria-label={texts.help.inChapter}>
              {headings.slice(1).map((heading) => (
                <li key={heading.anchor}>
                  <Link href={hrefOf({ document, anchor: heading.anchor })} className={styles.part}>
                    {heading.title}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
