import { useMemo } from 'react';
import { formatCount } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import styles from './FilePreview.module.css';
import { readTable } from './readTable.ts';

/** The first rows of a table. */
export function TablePreview({ text, path }: { text: string; path: string }) {
  const { header, rows, isCut } = useMemo(() => readTable(text, path), [text, path]);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- what scrolls must be reachable by keyboard, and is no landmark */}
      <div className={styles.table} tabIndex={0} role="group" aria-label={path}>
        <table aria-label={path}>
          <thead>
            <tr>
              {header.map((cell, place) => (
                // oxlint-disable-next-line react/no-array-index-key -- columns have no other name
                <th key={place} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- rows have no other name
              <tr key={index}>
                {row.map((cell, place) => (
                  // oxlint-disable-next-line react/no-array-index-key -- nor have cells
                  <td key={place} data-number={isNumber(cell) || undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isCut && <p className={styles.note}>{texts.previews.firstRows(formatCount(rows.length))}</p>}
    </>
  );
}

function isNumber(cell: string): boolean {
  return cell.trim() !== '' && Number.isFinite(Number(cell));
}
