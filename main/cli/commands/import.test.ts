import { expect, it } from 'vitest';
import { notesInWords } from './import.ts';

it('tells the first of many files with the same outcome, and none of another outcome is lost among them', () => {
  const notes = [
    ...Array.from({ length: 25 }, (_, index) => ({
      path: `/${index}`,
      outcome: 'not-dicom' as const,
      reason: 'a text',
    })),
    { path: '/bad', outcome: 'damaged' as const, reason: 'cut short' },
  ];
  const lines = notesInWords(notes);
  expect(lines).toHaveLength(22);
  expect(lines.slice(-2)).toEqual(['not-dicom: 5 more; --json lists all', 'damaged: /bad: cut short']);
});

it('tells of what is there already in one line, however much of it there is', () => {
  const note = (path: string) => ({ path, outcome: 'already-there' as const, reason: 'the same as /other' });
  expect(notesInWords(['/a', '/b', '/c'].map(note))).toEqual([
    'already-there: 3 files, which the archive holds with the same content',
  ]);
  expect(notesInWords([note('/a')])).toEqual(['already-there: /a: the same as /other']);
});
