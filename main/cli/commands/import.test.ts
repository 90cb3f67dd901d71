import { expect, it } from 'vitest';
import { notesInWords } from './import.ts';

it('tells the first of many files with the same outcome, and none of another outcome is lost among them', () => {
  const notes = [
    ...Array.from({ length: 25 }, (_, index) => ({
      path: `/${index}`,
      outcome: 'already-there' as const,
      reason: 'known',
    })),
    { path: '/bad', outcome: 'damaged' as const, reason: 'cut short' },
  ];
  const lines = notesInWords(notes);
  expect(lines).toHaveLength(22);
  expect(lines.slice(-2)).toEqual(['already-there: 5 more; --json lists all', 'damaged: /bad: cut short']);
});
