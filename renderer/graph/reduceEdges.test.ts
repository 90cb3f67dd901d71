import { expect, test } from 'vitest';
import { reduceEdges, type JobEdge } from './reduceEdges.ts';

const edge = (from: string, to: string, needs: JobEdge['needs'] = 'success'): JobEdge => ({
  from,
  to,
  needs,
});

test('an edge that a chain already says is left out', () => {
  const drawn = reduceEdges([edge('a', 'b'), edge('b', 'c'), edge('a', 'c')]);
  expect(drawn).toEqual([edge('a', 'b'), edge('b', 'c')]);
});

test('a post job that awaits everything is drawn only behind the last ones', () => {
  const edges = [
    edge('pre', 'x'),
    edge('pre', 'y'),
    edge('x', 'z'),
    edge('pre', 'post', 'end'),
    edge('x', 'post', 'end'),
    edge('y', 'post', 'end'),
    edge('z', 'post', 'end'),
  ];
  expect(reduceEdges(edges).filter(({ to }) => to === 'post')).toEqual([
    edge('y', 'post', 'end'),
    edge('z', 'post', 'end'),
  ]);
});

test('a chain that only awaits ends does not stand in for an edge that needs success', () => {
  const edges = [edge('a', 'b', 'end'), edge('b', 'c'), edge('a', 'c')];
  expect(reduceEdges(edges)).toEqual(edges);
});

test('a circle, which a broken plan may hold, is not followed for ever', () => {
  expect(reduceEdges([edge('a', 'b'), edge('b', 'a'), edge('a', 'c')]).length).toBe(3);
});
