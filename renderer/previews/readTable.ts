/** A table of texts, as far as it is shown. */
export interface ReadTable {
  header: string[];
  rows: string[][];
  /** More rows are there than are shown. */
  isCut: boolean;
}

/** More rows and columns than these are looked at in a program for tables. */
const mostRows = 500;
const mostColumns = 60;

/** Reads CSV or TSV (RFC 4180), also with semicolons, as Excel writes it where the comma is for decimals. */
export function readTable(text: string, path: string): ReadTable {
  const whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = /\.tsv$/i.test(path) ? '\t' : separatorOf(whole);
  const rows: string[][] = [];
  let at = 0;
  while (at < whole.length && rows.length <= mostRows + 1) {
    const row: string[] = [];
    let ended = false;
    while (!ended) {
      const cell = readCell(whole, at, separator);
      row.push(cell.text);
      at = cell.next;
      ended = cell.endsRow;
    }
    if (row.length > 1 || row[0] !== '') rows.push(row.slice(0, mostColumns));
  }
  const [header = [], ...rest] = rows;
  return { header, rows: rest.slice(0, mostRows), isCut: rest.length > mostRows || at < whole.length };
}

function readCell(text: string, from: number, separator: string) {
  let at = from;
  let value = '';
  if (text[at] === '"') {
    at += 1;
    for (let end = text.indexOf('"', at); ; end = text.indexOf('"', at)) {
      const until = end === -1 ? text.length : end;
      value += text.slice(at, until);
      at = until + 1;
      if (text[at] !== '"') break;
      value += '"';
      at += 1;
    }
  }
  let end = at;
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end += 1;
  value += text.slice(at, end);
  const endsRow = end >= text.length || text[end] === '\n';
  return { text: endsRow && value.endsWith('\r') ? value.slice(0, -1) : value, next: end + 1, endsRow };
}

function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (one: string) => first.split(one).length;
  return count(';') > count(',') ? ';' : count('\t') > count(',') ? '\t' : ',';
}
