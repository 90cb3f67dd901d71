import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import type { PagedRows } from '../engine/index.ts';
import { texts } from '../texts/index.ts';
import type { Column } from './columns.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { ListKeys } from './ListKeys.tsx';
import { ListSkeleton } from './ListSkeleton.tsx';
import { useWide } from './useWide.ts';
import styles from './VirtualTable.module.css';
import { VirtualTableRow } from './VirtualTableRow.tsx';

interface VirtualTableProps<Row> {
  /** Name of the table, for those who hear it. */
  label: string;
  list: PagedRows<Row>;
  columns: Column<Row>[];
  rowId: (row: Row) => string | number;
  /** Where a row leads; the first column that is no control carries the link. */
  href?: (row: Row) => string;
  /** Height of a row in pixels. */
  rowHeight?: number;
  /** Shown in place of an empty list. */
  empty: ReactNode;
}

/** A list of any length, or what stands in its place. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { list, empty, rowHeight = 46 } = props;
  if (list.error === null && !list.loading && list.rows.length > 0) {
    return <Rows {...props} rowHeight={rowHeight} />;
  }
  return <Aside list={list} rowHeight={rowHeight} empty={empty} />;
}

/** What stands in place of rows. A page may be empty though more can be read: it is gone on with. */
function Aside<Row>({
  list,
  rowHeight,
  empty,
}: Pick<VirtualTableProps<Row>, 'list' | 'empty'> & { rowHeight: number }) {
  const error = list.error ?? list.moreError;
  const isLooking = error === null && (list.loading || list.hasMore);
  const { readMore } = list;
  useEffect(() => {
    if (isLooking) readMore();
  }, [isLooking, readMore]);
  return (
    <div className={styles.aside}>
      {error !== null && <ErrorNote error={error} onRetry={list.retry} />}
      {error === null && (isLooking ? <ListSkeleton rows={8} height={rowHeight} /> : empty)}
    </div>
  );
}

/** How far from the end the next page is asked for, in rows. */
const ahead = 30;

/** Only the rows in sight exist; pages are read as they come near. */
function Rows<Row>(props: VirtualTableProps<Row> & { rowHeight: number }) {
  const { label, list, rowId, href, rowHeight } = props;
  const wide = useWide();
  const columns = props.columns.filter((column) => wide || column.wideOnly !== true);
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is memoised by a compiler
  const virtualizer = useVirtualizer({
    count: list.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const { readMore } = list;

  useEffect(() => {
    if (lastShown >= list.rows.length - ahead) readMore();
  }, [lastShown, list.rows.length, readMore]);

  const template = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-outdated={list.outdated || undefined}
      // Without a link in its rows, the list itself must be reachable to be scrolled.
      {...(href === undefined ? { tabIndex: 0, role: 'region', 'aria-label': label } : {})}
    >
      {href !== undefined && <ListKeys />}
      <table
        className={styles.table}
        aria-label={label}
        aria-rowcount={list.isTotalExact ? list.total + 1 : -1}
        aria-busy={list.outdated}
      >
        <thead className={styles.head}>
          <tr aria-rowindex={1} className={styles.headRow} style={template}>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-end={column.end}>
                {column.control === true ? <span className="unseen">{column.header}</span> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = list.rows[item.index];
            if (row === undefined) return null;
            return (
              <VirtualTableRow
                key={rowId(row)}
                row={row}
                index={item.index}
                top={item.start}
                height={item.size}
                template={template}
                columns={columns}
                href={href?.(row)}
              />
            );
          })}
        </tbody>
      </table>
      {list.hasMore && (
        <div className={styles.more}>
          {list.moreError === null ? (
            texts.common.loadingMore
          ) : (
            <ErrorNote error={list.moreError} onRetry={list.retry} />
          )}
        </div>
      )}
    </div>
  );
}
