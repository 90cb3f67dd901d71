import { expect, test } from 'vitest';
import { speakGerman } from './index.ts';

// As in renderer/main.tsx: before any module that shows words.
speakGerman();
const { formatBytes, formatDuration } = await import('../../format/index.ts');
const { linesBeside } = await import('../../views/viewer/linesBeside.ts');
const { measurementInWords } = await import('../../views/viewer/measurementInWords.ts');

test('what was measured is said in German, with numbers as German writes them', () => {
  const figures = [
    { name: 'area' as const, value: 1120.25, unit: 'mm²' },
    { name: 'mean' as const, value: -41.5, unit: 'HU' },
    { name: 'deviation' as const, value: 0.0345, unit: 'unitless' },
    { name: 'maximum' as const, value: 9, unit: 'raw' },
  ];
  expect(linesBeside(figures)).toEqual([
    'Fläche: 1.120,3 mm²',
    'Mittel: -41,5 HU',
    'Abweichung: 0,0345 ohne Einheit',
    'Größter Wert: 9,00 wie gespeichert',
  ]);
  expect(measurementInWords({ kind: 'ellipse', figures })).toBe(
    'Bereich 1.120,3 mm², Mittel -41,5 HU, Abweichung 0,0345 ohne Einheit',
  );
  expect(linesBeside([{ name: 'length', value: 3.5, unit: 'cm US Region' }])).toEqual([
    '3,50 cm (Ultraschallbereich)',
  ]);
});

test('sizes and times have a comma too', () => {
  expect(formatBytes(1234)).toBe('1,2 kB');
  expect(formatDuration(1430)).toBe('1,4 s');
});
