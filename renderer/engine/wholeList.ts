import type { PagedRows } from './usePagedRoute.ts';

const nothing = () => undefined;

/** A list that is there as a whole, for a table that shows the rows in sight. */
export function wholeList<Row>(rows: Row[]): PagedRows<Row> {
  return {
    rows,
    total: rows.length,
    isTotalExact: true,
    hasMore: false,
    loading: false,
    outdated: false,
    error: null,
    moreError: null,
    readMore: nothing,
    retry: nothing,
  };
}
