import { expect, test } from 'vitest';
import { createLogDocument } from './logDocument.ts';
import { createLogSearch, splitByMatch } from './logSearch.ts';

const piece = (text: string) => ({ at: 1, stream: 'stdout' as const, text });

test('what is found grows with the log, also in a line that was open before', () => {
  const log = createLogDocument();
  const search = createLogSearch(log);
  log.append([piece('Error one\nfine\nan err')]);
  expect(search.find('error')).toEqual([0]);
  log.append([piece('or two\nfine\nERROR three\n')]);
  expect(search.find('error')).toEqual([0, 2, 4]);
});

test('another word is looked for from the beginning, and nothing finds nothing', () => {
  const log = createLogDocument();
  const search = createLogSearch(log);
  log.append([piece('a\nb\na\n')]);
  expect(search.find('a')).toEqual([0, 2]);
  expect(search.find('b')).toEqual([1]);
  expect(search.find('')).toEqual([]);
});

test('numbers of lines stay true when the first lines are no longer kept', () => {
  const log = createLogDocument({ lines: 10, characters: 1000, lineLength: 100 });
  const search = createLogSearch(log);
  for (let line = 0; line < 40; line += 1) {
    log.append([piece(`${line % 5 === 0 ? 'five' : 'other'}\n`)]);
    search.find('five');
  }
  const kept = search.find('five');
  expect(kept.every((line) => line % 5 === 0 && line >= log.forgotten)).toBe(true);
  expect(kept.at(-1)).toBe(35);
});

test('matches in a line are marked as they stand there', () => {
  expect(splitByMatch('An error, an ERROR', 'error')).toEqual(['An ', 'error', ', an ', 'ERROR', '']);
  expect(splitByMatch('nothing', 'error')).toEqual(['nothing']);
});

test('a letter that grows in lower case does not mark the wrong place', () => {
  expect(splitByMatch('İİİ error', 'error').join('')).toBe('İİİ error');
});
