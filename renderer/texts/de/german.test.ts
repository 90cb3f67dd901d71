import { expect, test } from 'vitest';
import { english } from '../english.ts';
import { german } from './german.ts';

/** Words that are the same in both languages, or that German took over. */
const same = new Set(
  [
    'Patient Version Name Sender Port Ports Image Import System Element Graph Definition Code Tag Tags Token Header',
    'Worker Callback Callbacks Traceback Container Live Alt Node min Axial Sagittal',
  ].flatMap((line) => line.split(' ')),
);
/** Names of programs, formats, protocols and attributes, and what is typed as it stands. */
const named =
  /^(DCM Processor|Python|Docker( Desktop| Compose)?|Podman|Orthanc|Redis|Electron|Chromium|DICOM(web)?.*|HTTP|TLS|C-\w+|SHA-256|JSON…|Dockerfile|stderr|.* UID|[\w./-]+\.\w+|\/.*|.*[(:"_].*|mey anna|main|SliceThickness|In Docker|Version 2| [GM]iB| min|Esc)$/u;

interface Leaf {
  place: string;
  value: unknown;
}

function leavesOf(value: unknown, place: string): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ place, value }];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, place === '' ? key : `${place}.${key}`),
  );
}

const inEnglish = leavesOf(english, '');
const inGerman = new Map(leavesOf(german, '').map(({ place, value }) => [place, value]));

test('no word is missing in German, and none is there that English does not have', () => {
  expect([...inGerman.keys()].sort()).toEqual(inEnglish.map(({ place }) => place).sort());
});

test('no word was left in English', () => {
  const left = inEnglish.filter(
    ({ place, value }) =>
      typeof value === 'string' &&
      /\p{L}{3}/u.test(value) &&
      inGerman.get(place) === value &&
      !same.has(value) &&
      !named.test(value),
  );
  expect(left.map(({ place, value }) => `${place}: ${String(value)}`)).toEqual([]);
});

test('every function makes a whole text of what it is given, with one and with many', () => {
  const broken = [...inGerman].flatMap(([place, value]) => {
    if (typeof value !== 'function') return [];
    const kinds: unknown[][] = [
      [1, 1, 1, 1],
      [2, 3, 4, 5],
      ['a', 'b', 'c', 'd'],
      ['a', 2, 3, 4],
      [['a', 'b'], 2, 'c'],
      ['import', 'succeeded', 'c'],
      ['left', 'b'],
      ['a', 'window', 'c'],
      ['a', 'b', 'window'],
      ['inputs', 2, 'c'],
      ['inputs', 'b'],
      [2, 'new'],
      [2, [1, 2]],
      [new Date(0)],
      [{ studies: 1, instances: 2, runs: 3 }],
      [{ cancelled: 2, ending: 1, skipped: 1, cleanUp: 1, requeued: 2, alongside: 1, notes: [] }],
    ];
    const made = kinds.flatMap((args) => {
      try {
        const text: unknown = Reflect.apply(value, undefined, args);
        return typeof text === 'string' && !/undefined|NaN|\[object/u.test(text) ? [text] : [];
      } catch {
        // It takes something else.
        return [];
      }
    });
    return made.length === 0 ? [place] : [];
  });
  expect(broken).toEqual([]);
});

test.each([
  [german.common.images(1), '1 Bild'],
  [german.common.images(12_345), '12.345 Bilder'],
  [german.common.series(1), '1 Serie'],
  [german.flow.running(1), '1 läuft'],
  [german.flow.running(2), '2 laufen'],
  [german.research.queue(1), '1 Auftrag wartet oder läuft.'],
  [german.filters.passed('2', 1), '2 von 1 Bild bestehen'],
  [german.filters.passed('2', 3), '2 von 3 Bildern bestehen'],
])('one and many are told apart, and cases and numbers are German: %s', (text, expected) => {
  expect(text).toBe(expected);
});
