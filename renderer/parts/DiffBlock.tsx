import { shortened } from '../format/index.ts';
import styles from './DiffBlock.module.css';

/** Characters shown. */
const mostShown = 100_000;

const kinds: Record<string, string> = { '+': 'added', '-': 'removed', '@': 'place' };

/** A unified diff, with what is new and what is gone by colour and sign. */
export function DiffBlock({ diff, label }: { diff: string; label: string }) {
  const lines = withoutHead(shortened(diff, mostShown).split('\n'));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by keyboard, and is no landmark
    <div className={styles.scroller} tabIndex={0} role="group" aria-label={label}>
      <pre className={styles.text}>
        {lines.map((line, position) => (
          // oxlint-disable-next-line react/no-array-index-key -- a line has no name of its own
          <span key={position} className={styles.line} data-kind={kinds[line.charAt(0)]}>
            {line === '' ? ' ' : line}
          </span>
        ))}
      </pre>
    </div>
  );
}

/** The names of the files stand above it already. */
function withoutHead(lines: string[]): string[] {
  const first = lines.findIndex((line) => line.startsWith('@@'));
  const body = first === -1 ? lines : lines.slice(first);
  return body.at(-1) === '' ? body.slice(0, -1) : body;
}
