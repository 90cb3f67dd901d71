import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogPiece } from '../../contract/index.ts';
import { createLogDocument } from './logDocument.ts';

const piece = (text: string, stream: LogPiece['stream'] = 'stdout'): LogPiece => ({ at: 1, stream, text });
const texts = (...pieces: LogPiece[]) => {
  const log = createLogDocument();
  log.append(pieces);
  return log.lines.map(({ text }) => text);
};

test('a text cut anywhere gives the same lines as the whole text', () => {
  const output = fc.array(fc.constantFrom('a', 'bc', '\n', '\r\n', ' ', '\u001b[31m', 'é'), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(output, fc.array(fc.nat({ max: 80 }), { maxLength: 6 }), (parts, cuts) => {
      const whole = parts.join('');
      const places = [...new Set([0, ...cuts.filter((cut) => cut < whole.length), whole.length])].toSorted(
        (one, other) => one - other,
      );
      const cut = places.slice(1).map((end, index) => piece(whole.slice(places[index], end)));
      expect(texts(...cut)).toEqual(texts(piece(whole)));
    }),
  );
});

test('lines of two streams that come in parts are not mixed up', () => {
  const log = createLogDocument();
  log.append([
    piece('half of '),
    piece('a warn', 'stderr'),
    piece('a line\nnext\n'),
    piece('ing\n', 'stderr'),
  ]);
  expect(log.lines.map(({ stream, text }) => `${stream}: ${text}`)).toEqual([
    'stdout: half of a line',
    'stderr: a warning',
    'stdout: next',
  ]);
});

test('empty lines are lines', () => {
  expect(texts(piece('\n\na\n\n'))).toEqual(['', '', 'a', '']);
});

test('a progress bar drawn for hours stays one short line', () => {
  const log = createLogDocument();
  for (let step = 0; step < 20_000; step += 1) log.append([piece(`\rstep ${step}`)]);
  expect(log.lines.map(({ text }) => text)).toEqual(['step 19999']);
  expect(log.text()).toBe('step 19999\n');
});

test('one line without end is broken, and loses nothing', () => {
  const log = createLogDocument({ lines: 100, characters: 10_000, lineLength: 10 });
  log.append([piece('0123456789'.repeat(3)), piece('end\nnext\n')]);
  expect(log.lines.map(({ text }) => text).join('')).toBe(`${'0123456789'.repeat(3)}endnext`);
  expect(log.longest).toBeLessThanOrEqual(11);
});

test('a flood of lines keeps the last ones and says how many are gone', () => {
  const log = createLogDocument({ lines: 100, characters: 1_000_000, lineLength: 1000 });
  for (let line = 0; line < 1000; line += 1) log.append([piece(`${line}\n`)]);
  expect(log.lines.length).toBeLessThanOrEqual(100);
  expect(log.lines.at(-1)?.text).toBe('999');
  expect(log.forgotten + log.lines.length).toBe(1000);
  expect(log.lines[0]?.text).toBe(String(log.forgotten));
});

test('a flood of long lines is bounded by its characters', () => {
  const log = createLogDocument({ lines: 1000, characters: 1000, lineLength: 1000 });
  for (let line = 0; line < 100; line += 1) log.append([piece(`${'x'.repeat(99)}\n`)]);
  expect(log.text().length).toBeLessThan(1200);
  expect(log.forgotten + log.lines.length).toBe(100);
});
