// @vitest-environment happy-dom
import { eventTarget } from '@cornerstonejs/core';
import { annotation, Enums } from '@cornerstonejs/tools';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Measurement } from '../../../contract/index.ts';
import { addViewerTools } from '../tools.ts';
import { removeDrawn, restoreMeasurements } from './drawn.ts';
import { watchMeasurements } from './watch.ts';

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const length = (number: number): Measurement => ({
  id: idOf(number),
  SOPInstanceUID: '1.2.3',
  frame: null,
  frameOfReference: '1.9',
  kind: 'length',
  points: [
    [0, 0, 5],
    [0, 12.5, 5],
  ],
  normal: [0, 0, 1],
  figures: [],
});

/** What was heard, in order. */
let heard: unknown[];
let watch: ReturnType<typeof watchMeasurements>;
beforeAll(addViewerTools);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  heard = [];
  watch = watchMeasurements({
    changed: ({ id, points }) => heard.push([id, points[1]?.[1]]),
    removed: (ids) => heard.push(['gone', ...ids]),
  });
});
afterEach(() => {
  watch.end();
  vi.useRealTimers();
});

function tell(event: string, number: number): void {
  const detail = { annotation: { annotationUID: idOf(number) } };
  eventTarget.dispatchEvent(new CustomEvent(event, { detail }));
}
/** As a person does with a tool. */
function draw(number: number): void {
  restoreMeasurements('demo', [length(number)]);
  tell(Enums.Events.ANNOTATION_COMPLETED, number);
}
function move(number: number, to: number): void {
  const points = annotation.state.getAnnotation(idOf(number))?.data.handles?.points;
  points?.splice(1, 1, [0, to, 5]);
  tell(Enums.Events.ANNOTATION_MODIFIED, number);
}
const rest = () => vi.advanceTimersByTimeAsync(1000);

test('a measurement is told of once it has rested, and again only once it is another', async () => {
  draw(1);
  move(1, 13);
  move(1, 14);
  expect(heard).toEqual([]);
  await rest();
  expect(heard).toEqual([[idOf(1), 14]]);
  move(1, 14);
  await rest();
  expect(heard).toHaveLength(1);
  move(1, 15);
  await rest();
  expect(heard.at(-1)).toEqual([idOf(1), 15]);
});

test('one that is kept is told of when it is moved, not as it is drawn', async () => {
  restoreMeasurements('demo', [length(1)]);
  watch.know([length(1)]);
  tell(Enums.Events.ANNOTATION_MODIFIED, 1);
  await rest();
  expect(heard).toEqual([]);
  move(1, 20);
  await rest();
  // An answer of before does not make it another.
  watch.know([length(1)]);
  move(1, 20);
  await rest();
  expect(heard).toEqual([[idOf(1), 20]]);
});

test('those that are removed in one go are told of in one go, also while they rest', async () => {
  for (const number of [1, 2, 3]) draw(number);
  removeDrawn([idOf(1), idOf(3)]);
  await rest();
  expect(heard).toEqual([
    ['gone', idOf(1), idOf(3)],
    [idOf(2), 12.5],
  ]);
});

test('one that is forgotten goes without a word', async () => {
  draw(1);
  watch.forget(idOf(1));
  await rest();
  expect(heard).toEqual([]);
  expect(annotation.state.getAnnotation(idOf(1))).toBeUndefined();
});

test('the end tells of what has just changed, and of nothing as it takes all away', async () => {
  draw(1);
  await rest();
  draw(2);
  watch.end();
  expect(annotation.state.getAllAnnotations()).toEqual([]);
  await rest();
  expect(heard).toEqual([
    [idOf(1), 12.5],
    [idOf(2), 12.5],
  ]);
});
