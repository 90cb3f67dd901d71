/** Colours of labels that bring none of their own: far apart, and seen on grey. */
const palette: readonly (readonly [number, number, number])[] = [
  [230, 70, 70],
  [70, 200, 110],
  [80, 150, 255],
  [245, 200, 60],
  [200, 110, 240],
  [60, 210, 220],
  [255, 140, 60],
  [170, 220, 70],
  [255, 130, 190],
  [150, 150, 255],
  [190, 140, 90],
  [120, 230, 180],
];

/** The colour of the label at a place in the list. */
export function paletteColor(index: number): readonly [number, number, number] {
  return palette[index % palette.length] ?? [255, 255, 255];
}

/**
 * Recommended Display CIELab Value (PS3.3 C.10.7.1.1: L 0..100, a and b -128..127, each over 0..65535) as sRGB.
 */
export function colorOfCieLab(lab: readonly [number, number, number]): [number, number, number] {
  const lightness = (lab[0] / 65535) * 100;
  const a = (lab[1] / 65535) * 255 - 128;
  const b = (lab[2] / 65535) * 255 - 128;
  const y = (lightness + 16) / 116;
  const cubic = (value: number) => (value > 6 / 29 ? value ** 3 : 3 * (6 / 29) ** 2 * (value - 4 / 29));
  // White of D65, for which sRGB is defined.
  const [X, Y, Z] = [0.9505 * cubic(y + a / 500), cubic(y), 1.089 * cubic(y - b / 200)];
  const linear = [
    3.2406 * X - 1.5372 * Y - 0.4986 * Z,
    -0.9689 * X + 1.8758 * Y + 0.0415 * Z,
    0.0557 * X - 0.204 * Y + 1.057 * Z,
  ] as const;
  const encoded = (value: number) => {
    const inside = Math.max(0, Math.min(1, value));
    const curved = inside <= 0.0031308 ? 12.92 * inside : 1.055 * inside ** (1 / 2.4) - 0.055;
    return Math.round(curved * 255);
  };
  return [encoded(linear[0]), encoded(linear[1]), encoded(linear[2])];
}
