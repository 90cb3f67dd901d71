/** A value of a table that is written into a file. */
export type CsvCell = string | number | null;

/** The mark by which Excel knows that a file is UTF-8. */
export const byteOrderMark = '\uFEFF';

/** Texts that spreadsheets take for formulas begin so; also behind spaces. */
const formula = /^\s*[=+\-@]|^[\t\r\n]/;

/** One line of CSV (RFC 4180), its end included. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * One value. What a spreadsheet would run as a formula gets an apostrophe in front: names and errors come from outside.
 * Numbers are ours, and stay numbers.
 */
function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const harmless = formula.test(cell) ? `'${cell}` : cell;
  return /["',;\t\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
