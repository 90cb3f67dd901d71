import { useState } from 'react';
import type { Column } from './columns.ts';
import styles from './DataTable.module.css';
import { RowLink } from './RowLink.tsx';
import { SortButton } from './SortButton.tsx';
import { nextSorting, sortRows, type Sorting } from './sortRows.ts';
import { useWide } from './useWide.ts';

interface DataTableProps<Row> {
  /** Name of the table, for those who hear it. */
  label: string;
  rows: Row[];
  /** Only a width in pixels counts: it is kept, the other columns share the rest. */
  columns: (Omit<Column<Row>, 'width'> & { width?: string })[];
  rowId: (row: Row) => string;
  /** Where a row leads; the first column that is no control carries the link. */
  href?: (row: Row) => string;
  /** Row to be marked as the one on show beside the table. */
  current?: string;
}

/** A short list that is there as a whole; long ones are `VirtualTable`. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rowId, href, current } = props;
  const wide = useWide();
  const columns = props.columns.filter((column) => wide || column.wideOnly !== true);
  const linked = columns.find(({ control }) => control !== true);
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const sortBy = columns.find(({ id }) => id === sorting?.column)?.sortBy;
  const rows = sortBy === undefined ? props.rows : sortRows(props.rows, sortBy, sorting?.descending ?? false);
  return (
    <div className={styles.frame}>
      <table className={styles.table} data-plain aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} sorting={sorting} first={rows[0]} onSort={setSorting} />
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
              {columns.map((column) => (
                <td key={column.id} data-end={column.end}>
                  {column === linked && href !== undefined ? (
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

function fixedWidth(width: string | undefined): { width: string } | undefined {
  return width?.endsWith('px') === true ? { width } : undefined;
}

interface HeadProps<Row> {
  column: DataTableProps<Row>['columns'][number];
  sorting: Sorting | null;
  /** Says of what kind the values of the column are. */
  first: Row | undefined;
  onSort: (sorting: Sorting) => void;
}

function Head<Row>({ column, sorting, first, onSort }: HeadProps<Row>) {
  const { id, header, end, width, sortBy, control } = column;
  const fixed = { scope: 'col', 'data-end': end, style: fixedWidth(width) } as const;
  if (control === true) {
    return (
      <th {...fixed}>
        <span className="unseen">{header}</span>
      </th>
    );
  }
  if (sortBy === undefined) return <th {...fixed}>{header}</th>;
  const sorted = sorting?.column === id;
  const direction = sorted ? (sorting.descending ? 'descending' : 'ascending') : null;
  return (
    <th {...fixed} aria-sort={direction ?? 'none'}>
      <SortButton
        label={header}
        direction={direction}
        onClick={() => onSort(nextSorting(sorting, id, first === undefined ? undefined : sortBy(first)))}
      />
    </th>
  );
}
