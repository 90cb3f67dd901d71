import { describe, expect, it } from 'vitest';
import { searchWords } from './searchWords.ts';

describe('words for searching', () => {
  it('find a name whatever its case, diacritics and separators', () => {
    expect(searchWords('Müller^Hänß', 'ID-7')).toBe(' muller hanß id 7');
    expect(searchWords('MULLER')).toBe(' muller');
  });

  it('keep scripts without upper case', () => {
    expect(searchWords('やまだ^たろう')).toBe(' やまた たろう');
    expect(searchWords('やまだ')).toBe(' やまた');
  });

  it('are empty, not a lone space, where there is no word', () => {
    expect(searchWords('', '^^')).toBe('');
  });
});
