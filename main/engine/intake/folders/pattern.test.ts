import { describe, expect, it } from 'vitest';
import { nameMatcher } from './pattern.ts';

describe('a pattern of file names', () => {
  it.each([
    ['*.dcm', 'a.DCM', true],
    ['*.dcm', 'a.dcm.tmp', false],
    ['IM-????-*', 'im-0001-0002.dcm', true],
    ['IM-????', 'IM-001', false],
    ['?', 'é', true],
    ['é', 'e\u0301', true],
    ['[a].(b)', '[a].(b)', true],
    ['a.b', 'axb', false],
    ['*', '', true],
    ['', 'a', false],
    ['a**b*', 'aXbXb', true],
    ['*ab', 'aab', true],
    ['*ab', 'aba', false],
  ])('%s and the name %s: %s', (pattern, name, expected) => {
    expect(nameMatcher(pattern)(name)).toBe(expected);
  });

  it('means every name when there is none', () => {
    expect(nameMatcher(null)('anything')).toBe(true);
  });

  it('that would keep a regular expression busy for ever is matched at once', () => {
    expect(nameMatcher(`${'*a'.repeat(100)}b`)('a'.repeat(255))).toBe(false);
  });
});
