import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutJobs, nodeSize } from './layoutJobs.ts';
import type { JobEdge } from './reduceEdges.ts';

/** Plans of up to 30 jobs, in which each depends only on earlier ones. */
const plans = fc.integer({ min: 1, max: 30 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, index) => `job-${index}`);
  const pairs = fc.tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 }));
  return fc.array(pairs, { maxLength: 60 }).map((list) => ({
    ids,
    edges: list
      .filter(([one, other]) => one < other)
      .map(([one, other]): JobEdge => ({ from: ids[one]!, to: ids[other]!, needs: 'success' })),
  }));
});

test('every job stands right of all that it depends on, and no two boxes overlap', () => {
  fc.assert(
    fc.property(plans, ({ ids, edges }) => {
      const places = layoutJobs(ids, edges);
      for (const { from, to } of edges) {
        expect(places.get(to)!.x).toBeGreaterThanOrEqual(places.get(from)!.x + nodeSize.width);
      }
      const boxes = [...places.values()];
      for (const [index, box] of boxes.entries()) {
        for (const other of boxes.slice(index + 1)) {
          const apart =
            Math.abs(box.x - other.x) >= nodeSize.width - 0.01 ||
            Math.abs(box.y - other.y) >= nodeSize.height - 0.01;
          expect(apart).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('the same plan is laid out the same way every time: nothing jumps when it is read again', () => {
  fc.assert(
    fc.property(plans, ({ ids, edges }) => {
      expect(layoutJobs(ids, edges)).toEqual(layoutJobs([...ids], [...edges]));
    }),
    { numRuns: 20 },
  );
});

test('an edge to a job that the run does not have is passed over', () => {
  expect(layoutJobs(['a'], [{ from: 'a', to: 'gone', needs: 'end' }]).size).toBe(1);
});
