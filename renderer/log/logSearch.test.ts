import { expect, test } from 'vitest';
import { soughtIn } from './expression.ts';
import { createLogDocument } from './logDocument.ts';
import { createLogSearch, splitByMatch } from './logSearch.ts';

const piece = (text: string) => ({ at: 1, stream: 'stdout' as const, text });
function sought(text: string, isExpression = false): RegExp | null {
  const read = soughtIn(text, isExpression);
  return read !== null && 'expression' in read ? read.expression : null;
}

test('what is found grows with the log, also in a line that was open before, and each hit is counted', () => {
  const log = createLogDocument();
  const search = createLogSearch(log);
  log.append([piece('Error one, error two\nfine\nan err')]);
  expect(search.find(sought('error'))).toEqual({ lines: [0], hits: 2 });
  log.append([piece('or two\nfine\nERROR three\n')]);
  expect(search.find(sought('error'))).toEqual({ lines: [0, 2, 4], hits: 4 });
});

test('another word is looked for from the beginning, and nothing finds nothing', () => {
  const log = createLogDocument();
  const search = createLogSearch(log);
  log.append([piece('a\nb\na\n')]);
  expect(search.find(sought('a')).lines).toEqual([0, 2]);
  expect(search.find(sought('b')).lines).toEqual([1]);
  expect(search.find(sought('')).lines).toEqual([]);
});

test('numbers of lines stay true when the first lines are no longer kept', () => {
  const log = createLogDocument({ lines: 10, characters: 1000, lineLength: 100 });
  const search = createLogSearch(log);
  for (let line = 0; line < 40; line += 1) {
    log.append([piece(`${line % 5 === 0 ? 'five' : 'other'}\n`)]);
    search.find(sought('five'));
  }
  const kept = search.find(sought('five')).lines;
  expect(kept.every((line) => line % 5 === 0 && line >= log.forgotten)).toBe(true);
  expect(kept.at(-1)).toBe(35);
});

test('matches in a line are marked as they stand there', () => {
  const marks = (text: string, query: string, isExpression = false) =>
    splitByMatch(text, sought(query, isExpression));
  expect(marks('An error, an ERROR', 'error')).toEqual(['An ', 'error', ', an ', 'ERROR', '']);
  expect(marks('nothing', 'error')).toEqual(['nothing']);
  expect(marks('İİİ error', 'error').join('')).toBe('İİİ error');
  expect(marks('slice 12 of 40', String.raw`\d+`, true)).toEqual(['slice ', '12', ' of ', '40', '']);
  expect(marks('aaa', 'x*', true)).toEqual(['aaa']);
  expect(marks('a.b*c (d)', '.b*c (')).toEqual(['a', '.b*c (', 'd)']);
});

test('an expression that cannot be read is told', () => {
  expect(soughtIn('(', true)).toEqual({ problem: 'invalid' });
  expect(soughtIn('(error|warning) \\d+', true)).not.toHaveProperty('problem');
});
