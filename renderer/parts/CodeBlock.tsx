import { CopyButton } from './CopyButton.tsx';
import styles from './CodeBlock.module.css';

interface CodeBlockProps {
  text: string;
  /** What it is, for those who hear the page. */
  label: string;
}

/** Text as a machine wrote it: monospaced, scrolled in itself, to be copied. */
export function CodeBlock({ text, label }: CodeBlockProps) {
  return (
    <div className={styles.block}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <section className={styles.scroller} tabIndex={0} aria-label={label}>
        <pre className={styles.text}>{text}</pre>
      </section>
      <span className={styles.copy}>
        <CopyButton text={text} />
      </span>
    </div>
  );
}
