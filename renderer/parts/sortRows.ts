import { locale } from '../texts/index.ts';

const words = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });

/** By what a list is sorted: numbers by size, texts as people read them. */
export type SortValue = string | number;

/** Which column a list is sorted by, and which way. */
export interface Sorting {
  column: string;
  descending: boolean;
}

/** A sorted copy. Rows that are alike keep their order, whichever way it is sorted. */
export function sortRows<Row>(
  rows: readonly Row[],
  sortBy: (row: Row) => SortValue,
  descending: boolean,
): Row[] {
  const sign = descending ? -1 : 1;
  return rows.toSorted((one, other) => sign * compare(sortBy(one), sortBy(other)));
}

/** The sorting after a click on the head of a column: numbers are wanted largest first, texts from A. */
export function nextSorting(sorting: Sorting | null, column: string, first: SortValue | undefined): Sorting {
  if (sorting?.column === column) return { column, descending: !sorting.descending };
  return { column, descending: typeof first === 'number' };
}

function compare(one: SortValue, other: SortValue): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return words.compare(String(one), String(other));
}
