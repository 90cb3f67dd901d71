// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { keepTour, readTour } from '../../tour/index.ts';
import { cardPlace, cardWidth } from './cardPlace.ts';
import { freeName } from './freeName.ts';

const screen = { width: 1000, height: 640 };

test.each([
  ['beside the sidebar', { left: 0, top: 100, width: 220, height: 400 }],
  ['beside a panel at the right', { left: 600, top: 100, width: 400, height: 500 }],
  ['below a wide row', { left: 230, top: 100, width: 750, height: 60 }],
  ['in the corner of a page that fills the window', { left: 230, top: 0, width: 770, height: 640 }],
  ['at the top of what is scrolled out', { left: 0, top: -900, width: 220, height: 2000 }],
])('the card stays within the smallest window: %s', (_, target) => {
  const { left, top } = cardPlace(target, screen);
  expect(left).toBeGreaterThanOrEqual(0);
  expect(left + cardWidth).toBeLessThanOrEqual(screen.width);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(top).toBeLessThan(screen.height - 200);
});

test('the card does not lie over what it is about where there is room beside it', () => {
  const target = { left: 0, top: 100, width: 220, height: 400 };
  expect(cardPlace(target, screen).left).toBeGreaterThanOrEqual(220);
});

test('the application of the tour takes no name that another one has, in whatever letters', () => {
  expect(freeName('Sample', [])).toBe('Sample');
  expect(freeName('Sample', [{ name: 'SAMPLE' }, { name: 'Sample 2' }])).toBe('Sample 3');
});

test('a tour that was kept by another version, or damaged, begins anew instead of breaking the window', () => {
  expect(readTour()).toBeNull();
  const tour = { application: 'a', step: 'run', task: null, runsBefore: 3 } as const;
  keepTour(tour);
  expect(readTour()).toEqual(tour);
  for (const broken of ['', '{', '{"step":"gone"}', '7']) {
    localStorage.setItem('dcm-processor.tour', broken);
    expect(readTour()).toBeNull();
  }
  keepTour(null);
  expect(readTour()).toBeNull();
});
