import { capsule, ellipsoid } from './solids.ts';
import type { Solid } from './solids.ts';

type HeadTissue = keyof typeof headSignal.t1;

/** Signal by weighting, in arbitrary units of a 12-bit image. */
export const headSignal = {
  t1: {
    air: 0,
    skull: 90,
    fat: 1500,
    muscle: 640,
    fluid: 210,
    greyMatter: 700,
    whiteMatter: 980,
    nuclei: 800,
    vitreous: 190,
    lesion: 520,
  },
  t2: {
    air: 0,
    skull: 80,
    fat: 1050,
    muscle: 380,
    fluid: 1750,
    greyMatter: 860,
    whiteMatter: 600,
    nuclei: 690,
    vitreous: 1700,
    lesion: 1420,
  },
} as const;

type HeadSolid = Solid<HeadTissue>;

/** A head with eyes, folded cortex and ventricles; two lesions in the white matter. */
export function head(): HeadSolid[] {
  return [
    ellipsoid('fat', [0, 0, 0], [78, 98, 96]),
    ellipsoid('muscle', [0, 0, 0], [74.5, 94.5, 92]),
    ellipsoid('skull', [0, 0, 0], [72.5, 92.5, 90]),
    ellipsoid('fluid', [0, 2, 2], [66, 86, 84]),
    ...cerebrum(),
    ...ventricles(),
    ...hindbrain(),
    ...face(),
    ellipsoid('lesion', [-34, 22, 38], [7, 9, 6]),
    ellipsoid('lesion', [30, -26, 30], [4, 5, 4]),
  ];
}

function cerebrum(): HeadSolid[] {
  return [
    ellipsoid('greyMatter', [0, 2, 6], [63, 82, 77], { ripple: { height: 1.8, length: 17 } }),
    ellipsoid('whiteMatter', [-29, 2, 8], [27, 70, 62], { ripple: { height: 5, length: 15 } }),
    ellipsoid('whiteMatter', [29, 2, 8], [27, 70, 62], { ripple: { height: 5, length: 15 } }),
    ellipsoid('fluid', [0, 2, 30], [1.6, 76, 52]),
    ellipsoid('whiteMatter', [0, 0, 20], [16, 34, 7]),
    ellipsoid('fluid', [-50, -16, -2], [22, 4, 5], { turn: ['z', -25] }),
    ellipsoid('fluid', [50, -16, -2], [22, 4, 5], { turn: ['z', 25] }),
  ];
}

function ventricles(): HeadSolid[] {
  return [
    ellipsoid('nuclei', [-24, -12, 6], [10, 20, 13], { turn: ['z', -18] }),
    ellipsoid('nuclei', [24, -12, 6], [10, 20, 13], { turn: ['z', 18] }),
    ellipsoid('nuclei', [-10, 10, 6], [8, 13, 10]),
    ellipsoid('nuclei', [10, 10, 6], [8, 13, 10]),
    ellipsoid('fluid', [-10, -20, 18], [6, 20, 9], { turn: ['z', -16] }),
    ellipsoid('fluid', [10, -20, 18], [6, 20, 9], { turn: ['z', 16] }),
    ellipsoid('fluid', [-17, 28, 14], [6, 20, 9], { turn: ['z', 22] }),
    ellipsoid('fluid', [17, 28, 14], [6, 20, 9], { turn: ['z', -22] }),
    ellipsoid('fluid', [0, 6, 6], [2.2, 13, 11]),
  ];
}

function hindbrain(): HeadSolid[] {
  return [
    ellipsoid('fluid', [0, 42, -52], [48, 36, 28]),
    ellipsoid('greyMatter', [-22, 44, -52], [24, 29, 25], { ripple: { height: 1.2, length: 7 } }),
    ellipsoid('greyMatter', [22, 44, -52], [24, 29, 25], { ripple: { height: 1.2, length: 7 } }),
    ellipsoid('whiteMatter', [-21, 42, -52], [14, 17, 13], { ripple: { height: 1.5, length: 8 } }),
    ellipsoid('whiteMatter', [21, 42, -52], [14, 17, 13], { ripple: { height: 1.5, length: 8 } }),
    ellipsoid('fluid', [0, 30, -48], [7, 5, 14]),
    capsule('whiteMatter', [0, 12, -20], [0, 20, -110], 11),
  ];
}

function face(): HeadSolid[] {
  return [
    ellipsoid('fat', [-31, -66, -46], [19, 26, 18]),
    ellipsoid('fat', [31, -66, -46], [19, 26, 18]),
    ellipsoid('vitreous', [-31, -76, -46], [12.5, 12.5, 12.5]),
    ellipsoid('vitreous', [31, -76, -46], [12.5, 12.5, 12.5]),
    capsule('greyMatter', [-31, -68, -46], [-12, -34, -42], 2),
    capsule('greyMatter', [31, -68, -46], [12, -34, -42], 2),
    ellipsoid('air', [0, -72, -52], [9, 22, 20]),
    ellipsoid('muscle', [0, -73, -52], [1.5, 20, 18]),
  ];
}
