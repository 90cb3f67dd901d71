import { useMemo, useRef, type ReactNode } from 'react';
import { MarkdownText, readMarkdown, type Reading } from '../markdown/index.ts';
import { CodeBlock } from '../parts/index.ts';
import { BesidePicture, MissingPicture } from './BesidePicture.tsx';
import { anchorPrefix, headingsOf } from './headingsOf.ts';
import { imageAt, linkedFile, type Beside } from './linkedFile.ts';
import styles from './MarkdownPreview.module.css';
import { decoded } from './pathBeside.ts';

interface MarkdownPreviewProps {
  text: string;
  path: string;
  beside: Beside;
}

/** A text as the document that it is. Links lead to headings and to files beside it; all others only say where to. */
export function MarkdownPreview({ text, path, beside }: MarkdownPreviewProps) {
  const place = useRef<HTMLDivElement>(null);
  const tokens = useMemo(() => readMarkdown(text), [text]);
  const reading = useMemo((): Reading => {
    const headings = headingsOf(tokens ?? []);
    return {
      title: path,
      heading: (token) => headings.get(token) ?? { Level: 'h3', anchor: undefined },
      linkTo(href, content, said) {
        if (href.startsWith('#')) {
          return <Way onFollow={() => goTo(place.current, href.slice(1))}>{content}</Way>;
        }
        const file = linkedFile(path, href, beside);
        if (file !== null) return <Way onFollow={() => beside.onShow(file.path)}>{content}</Way>;
        // An address that stands in the text is said by it.
        if (said === href || `mailto:${said}` === href) return content;
        return (
          <>
            {content} <span className={styles.address}>({href})</span>
          </>
        );
      },
      picture({ href, text: alt }) {
        const image = imageAt(path, href, beside);
        if (image === null) return <MissingPicture alt={alt} href={href} />;
        if (image.kind === 'data') return <img src={image.address} alt={alt} />;
        return <BesidePicture key={image.address} address={image.address} path={image.path} alt={alt} />;
      },
    };
  }, [tokens, path, beside]);
  if (tokens === null) return <CodeBlock text={text} label={path} />;
  return (
    <div className={styles.document} ref={place}>
      <MarkdownText tokens={tokens} reading={reading} />
    </div>
  );
}

function Way({ onFollow, children }: { onFollow: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.way} onClick={onFollow}>
      {children}
    </button>
  );
}

function goTo(place: HTMLElement | null, anchor: string): void {
  const heading = place?.querySelector<HTMLElement>(`#${CSS.escape(`${anchorPrefix}${decoded(anchor)}`)}`);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
