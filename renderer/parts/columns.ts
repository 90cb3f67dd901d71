import type { ReactNode } from 'react';

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
  cell: (row: Row) => ReactNode;
}
