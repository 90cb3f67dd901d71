import type { Tokens } from 'marked';
import { texts } from '../texts/index.ts';
import { Inline } from './Inline.tsx';
import styles from './Markdown.module.css';
import { placed } from './placed.ts';
import { useReading } from './reading.ts';

/** A table of a text; one that is too wide scrolls in itself. */
export function MarkdownTable({ token }: { token: Tokens.Table }) {
  const { title } = useReading();
  // A table for layout has an empty head.
  const hasHead = token.header.some(({ text }) => text.trim() !== '');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by keyboard, and is no landmark
    <div className={styles.table} tabIndex={0} role="group" aria-label={texts.help.tableOf(title)}>
      <table>
        {hasHead && (
          <thead>
            <tr>
              {placed(token.header).map(({ piece, place }) => (
                <th key={place} scope="col" data-align={piece.align ?? undefined}>
                  <Inline tokens={piece.tokens} />
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {placed(token.rows).map((row) => (
            <tr key={row.place}>
              {placed(row.piece).map(({ piece, place }) => (
                <td key={place} data-align={piece.align ?? undefined}>
                  <Inline tokens={piece.tokens} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
