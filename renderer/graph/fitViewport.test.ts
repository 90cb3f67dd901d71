import { expect, test } from 'vitest';
import { fitViewport } from './fitViewport.ts';
import { nodeSize } from './layoutJobs.ts';

/** A row of jobs. */
const row = (count: number) =>
  new Map(Array.from({ length: count }, (_, index) => [String(index), { x: index * 260, y: 0 }]));
const frame = { width: 1000, height: 500 };

test('a graph that fits is shown whole, in the middle, and never blown up', () => {
  expect(fitViewport(row(1), frame, 0.8)).toEqual({
    zoom: 1,
    x: (1000 - nodeSize.width) / 2,
    y: (500 - nodeSize.height) / 2,
  });
});

test('a graph too long to be legible as a whole begins at its beginning', () => {
  const { zoom, x } = fitViewport(row(20), frame, 0.8);
  expect(zoom).toBe(0.8);
  expect(x).toBe(20);
});

test('the job on show is brought into sight, without empty room behind the last one', () => {
  const jobs = row(20);
  const middle = fitViewport(jobs, frame, 0.8, jobs.get('10'));
  expect((jobs.get('10')!.x + nodeSize.width / 2) * middle.zoom + middle.x).toBeCloseTo(500);
  const last = fitViewport(jobs, frame, 0.8, jobs.get('19'));
  expect((jobs.get('19')!.x + nodeSize.width) * last.zoom + last.x).toBeCloseTo(980);
});

test('no jobs give no infinite numbers', () => {
  expect(fitViewport(new Map(), frame, 0.8)).toEqual({ x: 0, y: 0, zoom: 1 });
});
