import { randomStream } from './random.ts';
import { capsule, ellipsoid, tube } from './solids.ts';
import type { Ellipsoid, Solid } from './solids.ts';
import { add, dot, scale, times } from './space.ts';
import type { Vector } from './space.ts';

type TorsoTissue = keyof typeof hounsfield;

/** Attenuation in Hounsfield units, with contrast agent in the vessels. */
export const hounsfield = {
  air: -1000,
  couch: -300,
  fat: -100,
  lung: -860,
  muscle: 55,
  blood: 170,
  heart: 110,
  liver: 105,
  spleen: 120,
  kidney: 180,
  gastric: 15,
  cartilage: 90,
  cord: 30,
  spongiosa: 280,
  cortical: 800,
  noduleOfLung: 45,
  lesionOfLiver: 25,
} as const;

type TorsoSolid = Solid<TorsoTissue>;

/** Chest and upper abdomen, about 300 mm high around the diaphragm, with a nodule in the right lung and a lesion in the liver. */
export function torso(seed: string): TorsoSolid[] {
  return [
    ellipsoid('couch', [0, 190, 0], [230, 72, 4000]),
    ellipsoid('air', [0, 172, 0], [222, 66, 4000]),
    ellipsoid('fat', [0, 0, 0], [172, 118, 560]),
    ellipsoid('muscle', [0, 0, 0], [157, 104, 540]),
    ellipsoid('fat', [0, -4, -150], [128, 78, 150]),
    ...lungs(seed),
    ...abdomen(),
    ...heartAndVessels(),
    ...spine(),
    ...ribs(),
  ];
}

function lungs(seed: string): TorsoSolid[] {
  const random = randomStream(`${seed} vessels`);
  const right = ellipsoid<TorsoTissue>('lung', [-72, -2, 52], [56, 80, 132], { turn: ['y', -6] });
  const left = ellipsoid<TorsoTissue>('lung', [74, -2, 50], [53, 79, 130], { turn: ['y', 6] });
  const hila = [0.9, 0.2, -0.5, -1.2].flatMap(
    (rise) =>
      [
        { lung: right, from: [-30, 6, 62], direction: [-1, 0.2, rise] },
        { lung: left, from: [30, 6, 60], direction: [1, 0.2, rise] },
      ] as const,
  );
  return [
    right,
    left,
    ...hila.flatMap(({ lung, from, direction }) => vesselTree(lung, from, direction, 6.5, random)),
    ellipsoid('noduleOfLung', [-86, 28, 48], [9, 8, 9], { ripple: { height: 0.8, length: 7 } }),
  ];
}

/** A vessel that forks until it is too thin to see or reaches the surface of the lung. */
function vesselTree(
  lung: Ellipsoid<TorsoTissue>,
  from: Vector,
  direction: Vector,
  radius: number,
  random: () => number,
): TorsoSolid[] {
  const to = add(from, scale(direction, (4 * radius) / Math.hypot(...direction)));
  const fromCentre = add(to, scale(lung.centre, -1));
  if (radius < 0.9 || dot(fromCentre, times(lung.form, fromCentre)) > 0.9) return [];
  const bend = () => (random() - 0.5) * 1.8;
  const fork = () => add(scale(direction, 1 / Math.hypot(...direction)), [bend(), bend(), bend()]);
  return [
    capsule('blood', from, to, radius),
    ...vesselTree(lung, to, fork(), radius * 0.84, random),
    ...vesselTree(lung, to, fork(), radius * 0.74, random),
  ];
}

function abdomen(): TorsoSolid[] {
  return [
    ellipsoid('liver', [-58, -8, -62], [82, 74, 66], { turn: ['z', -12] }),
    ...tube(
      'blood',
      [
        [-14, 12, -88],
        [-42, 4, -76],
        [-78, 6, -62],
        [-104, 22, -54],
      ],
      4.5,
    ),
    ...tube(
      'blood',
      [
        [-42, 4, -76],
        [-58, -26, -58],
        [-84, -38, -50],
      ],
      3,
    ),
    ellipsoid('lesionOfLiver', [-92, -10, -74], [15, 13, 14]),
    ellipsoid('spleen', [104, 38, -54], [26, 40, 48], { turn: ['z', 20] }),
    ellipsoid('muscle', [58, -34, -60], [48, 34, 46], { turn: ['y', 25] }),
    ellipsoid('gastric', [58, -34, -60], [43, 29, 41], { turn: ['y', 25] }),
    ellipsoid('air', [58, -50, -50], [27, 11, 24]),
    ellipsoid('kidney', [-62, 52, -136], [25, 21, 52], { turn: ['y', -12] }),
    ellipsoid('fat', [-56, 51, -136], [9, 8, 24]),
    ellipsoid('kidney', [64, 54, -124], [25, 21, 52], { turn: ['y', 12] }),
    ellipsoid('fat', [58, 53, -124], [9, 8, 24]),
  ];
}

function heartAndVessels(): TorsoSolid[] {
  return [
    ellipsoid('muscle', [2, 2, 92], [36, 50, 86]),
    ellipsoid('heart', [26, -26, 24], [52, 44, 46], { turn: ['y', 32] }),
    ellipsoid('blood', [36, -28, 14], [24, 22, 30], { turn: ['y', 32] }),
    ellipsoid('blood', [-8, -30, 34], [18, 20, 28]),
    ...tube(
      'blood',
      [
        [4, -12, 48],
        [-6, -24, 84],
        [4, -6, 108],
        [20, 26, 100],
      ],
      13,
    ),
    ...tube(
      'blood',
      [
        [20, 26, 100],
        [20, 34, 40],
        [12, 32, -60],
        [8, 30, -200],
      ],
      11,
    ),
    ...tube(
      'blood',
      [
        [-24, 14, -220],
        [-22, 8, -70],
        [-18, -14, 20],
      ],
      10,
    ),
    ...tube(
      'air',
      [
        [0, 6, 220],
        [0, 14, 96],
        [-22, 16, 74],
      ],
      8,
    ),
    ...tube(
      'air',
      [
        [0, 14, 96],
        [24, 16, 72],
      ],
      7,
    ),
  ];
}

function spine(): TorsoSolid[] {
  const parts: TorsoSolid[] = [];
  for (let level = -190; level <= 190; level += 28) {
    parts.push(
      ellipsoid('cartilage', [0, 66, level + 14], [20, 16, 12]),
      ellipsoid('cortical', [0, 66, level], [22, 18, 14]),
      ellipsoid('spongiosa', [0, 66, level], [19.5, 15.5, 12]),
      ...tube(
        'cortical',
        [
          [-13, 78, level],
          [-17, 92, level - 4],
          [0, 98, level - 8],
          [17, 92, level - 4],
          [13, 78, level],
        ],
        3.5,
      ),
      capsule('cortical', [0, 98, level - 8], [0, 108, level - 16], 3.5),
      capsule('cortical', [-16, 90, level], [-38, 98, level + 2], 3.5),
      capsule('cortical', [16, 90, level], [38, 98, level + 2], 3.5),
    );
  }
  return [
    ...parts,
    capsule('fat', [0, 86, -220], [0, 86, 220], 8),
    capsule('cord', [0, 86, -220], [0, 86, 220], 5),
  ];
}

/** Ten pairs that descend from the spine to the front; the upper ones end at the breastbone. */
function ribs(): TorsoSolid[] {
  const parts: TorsoSolid[] = [];
  for (let pair = 0; pair < 10; pair += 1) {
    const origin = 176 - pair * 28;
    const end = pair < 7 ? 165 : 150 - (pair - 7) * 25;
    for (const side of [-1, 1]) {
      const points: Vector[] = [];
      for (let angle = 22; angle <= end; angle += 11) {
        const turn = (angle * Math.PI) / 180;
        points.push([side * 142 * Math.sin(turn), 94 * Math.cos(turn) + 2, origin - angle * 0.5]);
      }
      parts.push(...tube('cortical', points, 5), ...tube('spongiosa', points, 2.8));
    }
  }
  const breastbone = [
    [0, -97, 150],
    [0, -99, 20],
  ] as const;
  const sides = [-12, -4, 4, 12].flatMap((x) =>
    tube(
      'cortical',
      breastbone.map((point) => add(point, [x, 0, 0])),
      5,
    ),
  );
  const core = [-12, -4, 4, 12].flatMap((x) =>
    tube(
      'spongiosa',
      breastbone.map((point) => add(point, [x, 0, 0])),
      3,
    ),
  );
  return [...parts, ...sides, ...core];
}
