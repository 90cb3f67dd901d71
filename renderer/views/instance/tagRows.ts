import type { TagElement } from '../../../contract/index.ts';

/** Fields by which elements of one or two instances are found and folded. */
type Placed = Pick<TagElement, 'path' | 'tag' | 'keyword' | 'creator' | 'kind'>;

/** True where the text stands in tag (`00100010`, `(0010,0010)` or `0010,0010`), keyword, creator or a value. */
function isFound(one: Placed, values: readonly string[], wanted: string): boolean {
  const digits = one.tag.replaceAll(/[(),]/g, '');
  return [one.tag, digits, one.keyword, one.creator ?? '', ...values].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

/** Paths of what an element lies in: `0040A730[2].00080100` lies in `0040A730[2]` and `0040A730`. */
export function aroundPath(path: string): string[] {
  return [...path.matchAll(/\[\d+\]/g)].flatMap(({ index, 0: number }) => {
    const outer = path.slice(0, index);
    const item = `${outer}${number}`;
    return item === path ? [outer] : [outer, item];
  });
}

/**
 * Elements to be shown: without what lies in a folded sequence; with a search, those that match and what they lie in.
 * @param valuesOf texts of the values of an element
 */
export function shownRows<Row extends Placed>(
  rows: readonly Row[],
  search: string,
  folded: ReadonlySet<string>,
  valuesOf: (row: Row) => readonly string[],
): { rows: Row[]; matches: number } {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') {
    return {
      rows: rows.filter(({ path }) => !aroundPath(path).some((outer) => folded.has(outer))),
      matches: rows.length,
    };
  }
  const found = rows.filter((row) => row.kind !== 'item' && isFound(row, valuesOf(row), wanted));
  const needed = new Set(found.flatMap(({ path }) => [path, ...aroundPath(path)]));
  return { rows: rows.filter(({ path }) => needed.has(path)), matches: found.length };
}

/** Paths of everything that can be folded. */
export function foldable(rows: readonly Placed[]): string[] {
  return rows.filter(({ kind }) => kind === 'sequence' || kind === 'item').map(({ path }) => path);
}
