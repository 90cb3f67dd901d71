import { describe, expect, it } from 'vitest';
import { aroundPath, foldable, shownRows } from './tagRows.ts';

const row = (path: string, keyword: string, value = '', kind: 'text' | 'sequence' | 'item' = 'text') => ({
  path,
  tag: /[\]]$/.test(path) ? '' : `(${path.slice(-8, -4)},${path.slice(-4)})`,
  keyword,
  creator: null,
  kind,
  value,
});
const rows = [
  row('00100010', 'PatientName', 'Meyer^Anna'),
  row('0040A730', 'ContentSequence', '', 'sequence'),
  row('0040A730[1]', '', '', 'item'),
  row('0040A730[1].0040A043', 'ConceptNameCodeSequence', '', 'sequence'),
  row('0040A730[1].0040A043[1]', '', '', 'item'),
  row('0040A730[1].0040A043[1].00080104', 'CodeMeaning', 'Lung'),
  row('0040A730[2]', '', '', 'item'),
  row('0040A730[2].0040A160', 'TextValue', 'nothing found'),
];
const shown = (search: string, folded: string[] = []) =>
  shownRows(rows, search, new Set(folded), ({ value }) => [value]).rows.map(({ path }) => path);

describe('the elements that are shown', () => {
  it('know what they lie in', () => {
    expect(aroundPath('0040A730[1].0040A043[1].00080104')).toEqual([
      '0040A730',
      '0040A730[1]',
      '0040A730[1].0040A043',
      '0040A730[1].0040A043[1]',
    ]);
    expect(aroundPath('0040A730[12]')).toEqual(['0040A730']);
    expect(aroundPath('00100010')).toEqual([]);
  });

  it('leave out what lies in a folded sequence, and never a sequence whose tag begins alike', () => {
    expect(shown('', ['0040A730[1]'])).toEqual([
      '00100010',
      '0040A730',
      '0040A730[1]',
      '0040A730[2]',
      '0040A730[2].0040A160',
    ]);
    expect(shown('', ['0040A730'])).toEqual(['00100010', '0040A730']);
  });

  it('are found by tag in any writing, by keyword and by value, with what they lie in, folded or not', () => {
    for (const search of ['00080104', '(0008,0104)', 'codemeaning', 'LUNG']) {
      expect(shown(search, ['0040A730'])).toEqual([
        '0040A730',
        '0040A730[1]',
        '0040A730[1].0040A043',
        '0040A730[1].0040A043[1]',
        '0040A730[1].0040A043[1].00080104',
      ]);
    }
    expect(shown('no such thing')).toEqual([]);
  });

  it('can all be folded at their sequences and items', () => {
    expect(foldable(rows)).toHaveLength(5);
  });
});
