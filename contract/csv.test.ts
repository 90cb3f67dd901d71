import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';

describe('a value of CSV', () => {
  it.each([
    ['=1+1', '"\'=1+1"'],
    ['@SUM(A1)', '"\'@SUM(A1)"'],
    ['-2+3', '"\'-2+3"'],
    [' =cmd', '"\' =cmd"'],
    ['\t=cmd', '"\'\t=cmd"'],
    [-2, '-2'],
    ['a "quoted" one', '"a ""quoted"" one"'],
    ['two\nlines', '"two\nlines"'],
    ['a, b', '"a, b"'],
    ['a; b', '"a; b"'],
    ['Müller^Änne', 'Müller^Änne'],
    ['', ''],
    [null, ''],
  ])('%j never runs as a formula and never breaks its line', (cell, expected) => {
    expect(csvLine([cell])).toBe(`${expected}\r\n`);
  });
});
