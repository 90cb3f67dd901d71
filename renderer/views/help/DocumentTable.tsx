import type { Tokens } from 'marked';
import { placed } from './placed.ts';
import { useReading } from './reading.ts';
import styles from './Chapter.module.css';
import { Inline } from './Inline.tsx';
import { texts } from '../../texts/index.ts';

/** A table of a document; one that is too wide scrolls in itself. */
export function DocumentTable({ token }: { token: Tokens.Table }) {
  const { chapter } = useReading();
  // A table for layout has an empty head.
  const hasHead = token.header.some(({ text }) => text.trim() !== '');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by keyboard, and is no landmark
    <div className={styles.table} tabIndex={0} role="group" aria-label={texts.help.tableOf(chapter.title)}>
      <table>
        {hasHead && (
          <thead>
            <tr>
              {placed(token.header).map(({ piece, place }) => (
                <th key={place} scope="col">
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
                <td key={place}>
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
