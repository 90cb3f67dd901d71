import type { CSSProperties } from 'react';
import type { Column } from './columns.ts';
import { RowLink } from './RowLink.tsx';
import styles from './VirtualTable.module.css';

interface VirtualTableRowProps<Row> {
  row: Row;
  /** Place in the whole list, from 0. */
  index: number;
  top: number;
  height: number;
  template: CSSProperties;
  columns: Column<Row>[];
  href: string | undefined;
}

/** One row in sight. The link of its first cell that is no control covers the whole row. */
export function VirtualTableRow<Row>(props: VirtualTableRowProps<Row>) {
  const { row, index, top, height, template, columns, href } = props;
  const linked = columns.findIndex(({ control }) => control !== true);
  return (
    <tr
      aria-rowindex={index + 2}
      className={styles.row}
      data-linked={href !== undefined || undefined}
      style={{ ...template, height, transform: `translateY(${top}px)` }}
    >
      {columns.map((column, place) => (
        <td key={column.id} className={styles.cell} data-end={column.end}>
          {place === linked && href !== undefined ? (
            <RowLink href={href}>{column.cell(row)}</RowLink>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}
