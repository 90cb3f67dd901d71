import { expect, test } from 'vitest';
import { firstFew } from './firstFew.ts';

test('nothing gets lost: what is shown and what is counted are all', () => {
  for (const length of [0, 1, 3, 4, 5, 200]) {
    const { shown, more } = firstFew(Array.from({ length }), 3);
    expect(shown.length + more).toBe(length);
    expect(shown.length).toBeLessThanOrEqual(4);
    expect(more).not.toBe(1);
  }
});
