import { describe, expect, it } from 'vitest';
import { printableLines, shortened, table } from './index.ts';

describe('what reaches a terminal', () => {
  it('has no escape sequence of a file name, a log or a patient, and keeps its lines', () => {
    expect(printableLines('a\u001b]0;title\u0007b\n\tc\u009b2J')).toBe('a ]0;title b\n\tc 2J');
    expect(printableLines('\u001b[1;31mred\u001b[0m')).toBe('red');
    expect(table(['A'], [['x\u001b[2J\ny']])).toBe('A\nx [2J y');
  });

  it('keeps a table readable when a name is endless, by letters as people count them', () => {
    expect(shortened('é'.repeat(400))).toBe(`${'é'.repeat(47)}…`);
    expect(shortened('Yamada^Tarou=山田^太郎')).toBe('Yamada^Tarou=山田^太郎');
  });
});
