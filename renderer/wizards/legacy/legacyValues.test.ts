import { expect, test } from 'vitest';
import { chosenParts } from './legacyValues.ts';

const part = (name: string, bundled: boolean, problem: string | null = null) => ({
  name,
  folder: '/old',
  bundled,
  problem,
  notes: [],
});

test('what came with the old tool is brought over only when it is asked for, what cannot be never', () => {
  const parts = [part('mine', false), part('other', false), part('base', true), part('broken', false, 'no')];
  expect(chosenParts(parts, [])).toEqual(['mine', 'other']);
  expect(chosenParts(parts, ['other', 'base', 'broken'])).toEqual(['mine', 'base']);
});
