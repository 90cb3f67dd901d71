import type { ReactNode } from 'react';
import type { SortValue } from './sortRows.ts';

/** One column of a table. */
export interface Column<Row> {
  id: string;
  header: string;
  /** A track of a CSS grid: `120px`, `minmax(0, 2fr)`. */
  width: string;
  /** Numbers stand at the end. */
  end?: boolean;
  /** Left out where the window is narrow. */
  wideOnly?: boolean;
  /** It holds a control of its own: the row's link does not stand in it, and its header is only heard. */
  control?: boolean;
  /** A short list can be sorted by it. */
  sortBy?: (row: Row) => SortValue;
  cell: (row: Row) => ReactNode;
}
