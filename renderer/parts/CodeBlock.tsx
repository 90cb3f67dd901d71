import { shortened } from '../format/index.ts';
import { CopyButton } from './CopyButton.tsx';
import styles from './CodeBlock.module.css';

/** Characters shown; the button copies all. */
const mostShown = 200_000;

interface CodeBlockProps {
  text: string;
  /** What it is, for those who hear the page. */
  label: string;
}

/** Text as a machine wrote it: monospaced, scrolled in itself, to be copied. */
export function CodeBlock({ text, label }: CodeBlockProps) {
  return (
    <div className={styles.block}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by keyboard, and is no landmark */}
      <div className={styles.scroller} tabIndex={0} role="group" aria-label={label}>
        <pre className={styles.text}>{shortened(text, mostShown)}</pre>
      </div>
      <span className={styles.copy}>
        <CopyButton text={text} />
      </span>
    </div>
  );
}
