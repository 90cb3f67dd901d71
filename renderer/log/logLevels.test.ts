import { expect, test } from 'vitest';
import { createLogDocument } from './logDocument.ts';
import { createLogLevels, levelOf } from './logLevels.ts';

test.each([
  ['2026-05-01 12:00:00 ERROR lung: no slices', 40],
  ['ERROR:root:no slices', 40],
  ['[WARNING] almost full', 30],
  ['/opt/x.py:12: UserWarning: old call', 30],
  ['INFO:lung:12 slices', 20],
  ['DEBUG begins', 10],
  ['ValueError: no slices', 40],
  ['Traceback (most recent call last):', 40],
  ['12 slices, no error', 0],
  [`${'x'.repeat(300)} ERROR`, 0],
  ['INFORMATION about it', 0],
])('%s has the level that Python gives it', (text, level) => expect(levelOf(text, 0)).toBe(level));

test('what belongs to a line has its level: a traceback is shown whole, also while it still comes', () => {
  const log = createLogDocument();
  const levels = createLogLevels(log);
  const print = (text: string) => log.append([{ at: 1, stream: 'stderr', text }]);
  print(
    'INFO begins\nTraceback (most recent call last):\n  File "a.py", line 1\n    x()\nValueError: no\nplain\n',
  );
  expect(levels.from(40)).toEqual([1, 2, 3, 4]);
  print('WARN');
  expect(levels.from(30)).toEqual([1, 2, 3, 4, 6]);
  print('ING full\nERROR\n  more\n');
  expect(levels.from(40)).toEqual([1, 2, 3, 4, 7, 8]);
});

test('numbers stay true when the first lines are no longer kept', () => {
  const log = createLogDocument({ lines: 10, characters: 1000, lineLength: 100 });
  const levels = createLogLevels(log);
  for (let line = 0; line < 40; line += 1) {
    log.append([{ at: 1, stream: 'stdout', text: `${line % 5 === 0 ? 'ERROR' : 'other'}\n` }]);
    levels.from(40);
  }
  expect(levels.from(40).every((line) => line % 5 === 0 && line >= log.forgotten)).toBe(true);
});
