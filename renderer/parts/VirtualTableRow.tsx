import { memo, type CSSProperties, type ReactNode } from 'react';
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
            <RowLink href={href}>
              <Cell cell={column.cell} row={row} />
            </RowLink>
          ) : (
            <Cell cell={column.cell} row={row} />
          )}
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only where its row or its column is another one: lists are read again many times a second while jobs run. */
const Cell = memo(function Cell<Row>({ cell, row }: { cell: (row: Row) => ReactNode; row: Row }) {
  return cell(row);
}) as <Row>(props: { cell: (row: Row) => ReactNode; row: Row }) => ReactNode;
