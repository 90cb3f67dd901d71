/** A date that may be known to the year or month only: `2024`, `202403`, `20240312`. */
type PartOfDate = string;

const written = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?$/;
const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/** Dates as PS3.5 writes them begin with these digits; null where the text is no date. */
function datePart(text: string): PartOfDate | null {
  const [, day, month, year] = german.exec(text) ?? [];
  if (day !== undefined && month !== undefined && year !== undefined) {
    return `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`;
  }
  const parts = written.exec(text);
  return parts === null ? null : parts.slice(1).join('');
}

/**
 * What dates begin with that are meant by `2024-03`, `2024-03-12`, `12.3.2024`, `2024-01..2024-06`, `..2023` or
 * `2024..`; null where the text is neither a date nor a range of dates. Empty where a range has no date in it.
 */
export function dateBeginnings(text: string): string[] | null {
  const range = /^(.*?)\.\.(.*)$/.exec(text);
  if (range === null) {
    const date = datePart(text);
    return date === null ? null : [date];
  }
  const [, from = '', to = ''] = range;
  const first = from === '' ? '0000' : datePart(from);
  const last = to === '' ? '9999' : datePart(to);
  if (first === null || last === null || (from === '' && to === '')) return null;
  return beginnings('', first.padEnd(8, '0'), last.padEnd(8, '9'));
}

/**
 * The fewest beginnings that all texts of eight digits from `first` to `last` have, and no others.
 * @param begin what both have in common so far
 */
function beginnings(begin: string, first: string, last: string): string[] {
  if (first > last) return [];
  const length = begin.length;
  const isAll = /^0*$/.test(first.slice(length)) && /^9*$/.test(last.slice(length));
  if (isAll) return [begin];
  const found: string[] = [];
  for (let digit = 0; digit <= 9; digit += 1) {
    const next = `${begin}${digit}`;
    const lowest = next.padEnd(8, '0');
    const highest = next.padEnd(8, '9');
    if (highest < first || lowest > last) continue;
    found.push(...beginnings(next, lowest > first ? lowest : first, highest < last ? highest : last));
  }
  return found;
}
