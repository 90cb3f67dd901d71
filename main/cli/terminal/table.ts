const segmenter = new Intl.Segmenter();
/** Letters of a DICOM value in a column; an identifier of ours has 44. */
const longestText = 48;

/** A plain table: one header line, columns as wide as their widest cell. Control characters become spaces. */
export function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '(none)';
  const cells = [headers, ...rows].map((row) => row.map(printable));
  const widths = headers.map((_, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Characters as people count them, wherever the name comes from. */
function width(text: string): number {
  return Array.from(segmenter.segment(text)).length;
}

/** DICOM text goes to a terminal: escape sequences in it must not. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

/** The same for texts of several lines, such as a log or a traceback; colours are left out. */
export function printableLines(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  return text.replace(/\u001b\[[\d;]*m/g, '').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ');
}

/** Text of unknown length for a column: DICOM values may be longer than any line. */
export function shortened(text: string): string {
  const letters = Array.from(segmenter.segment(text), ({ segment }) => segment);
  return letters.length <= longestText ? text : `${letters.slice(0, longestText - 1).join('')}…`;
}

/** A duration for people: `0.42 s`, `12 s`, `3 min 5 s`. */
export function duration(milliseconds: number | null): string {
  if (milliseconds === null) return '';
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
