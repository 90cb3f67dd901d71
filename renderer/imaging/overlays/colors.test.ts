import { expect, test } from 'vitest';
import { colorOfCieLab, paletteColor } from './colors.ts';

const lab = (lightness: number, a: number, b: number) =>
  colorOfCieLab([(lightness / 100) * 65535, ((a + 128) / 255) * 65535, ((b + 128) / 255) * 65535]);

test.each([
  ['white', lab(100, 0, 0), [255, 255, 255]],
  ['black', lab(0, 0, 0), [0, 0, 0]],
  ['red', lab(53.24, 80.09, 67.2), [255, 0, 0]],
  ['blue', lab(32.3, 79.19, -107.86), [0, 0, 255]],
])('%s of CIELab is that of the screen', (_name, color, wanted) => {
  for (const [at, part] of color.entries()) expect(Math.abs(part - (wanted[at] ?? 0))).toBeLessThanOrEqual(2);
});

test('labels beyond the palette have colours too', () => {
  expect(paletteColor(1000)).toHaveLength(3);
});
