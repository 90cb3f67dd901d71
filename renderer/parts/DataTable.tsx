import type { ReactNode } from 'react';
import styles from './DataTable.module.css';
import { RowLink } from './RowLink.tsx';

/** One column of a short table. */
export interface DataColumn<Row> {
  id: string;
  header: string;
  end?: boolean;
  cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** Name of the table, for those who hear it. */
  label: string;
  rows: Row[];
  columns: DataColumn<Row>[];
  rowId: (row: Row) => string;
  /** Where a row leads; the first column carries the link. */
  href?: (row: Row) => string;
  /** Row to be marked as the one on show beside the table. */
  current?: string;
}

/** A short list that is there as a whole; long ones are `VirtualTable`. */
export function DataTable<Row>({ label, rows, columns, rowId, href, current }: DataTableProps<Row>) {
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-end={column.end}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={rowId(row)}
              aria-rowindex={index + 2}
              data-linked={href !== undefined || undefined}
              data-current={rowId(row) === current || undefined}
            >
              {columns.map((column, place) => (
                <td key={column.id} data-end={column.end}>
                  {place === 0 && href !== undefined ? (
                    <RowLink href={href(row)} current={rowId(row) === current}>
                      {column.cell(row)}
                    </RowLink>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
