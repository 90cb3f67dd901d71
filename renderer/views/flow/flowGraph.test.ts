import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DoorSummary, FlowJob } from '../../../contract/index.ts';
import { flowGraph } from './flowGraph.ts';
import { layoutFlow } from './layoutFlow.ts';

const counts = { new: 0, alreadyThere: 0, conflicting: 0, quarantined: 0, refused: 0, bytes: 0 };
const door = (name: DoorSummary['door'], state: DoorSummary['state'], brought = 0): DoorSummary => ({
  door: name,
  state,
  address: null,
  active: 0,
  problem: null,
  details: null,
  counts: { ...counts, new: brought },
  rate: 0,
  byteRate: 0,
  senders: [],
});
const job = (jobName: string, dependsOn: string[] = [], group: FlowJob['group'] = 'registry'): FlowJob => ({
  jobName,
  dependsOn,
  group,
  service: null,
  isInstalled: true,
  isDisabled: false,
  waiting: 0,
  queued: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  p50Ms: null,
  p95Ms: null,
});
const waysOf = (jobs: FlowJob[]) => flowGraph({ jobs }, []).ways.map(({ from, to }) => `${from} > ${to}`);

test('doors that nobody opened and that never brought anything are not drawn', () => {
  const { stations } = flowGraph({ jobs: [] }, [
    door('scp', 'open'),
    door('http', 'off'),
    door('pull', 'open'),
    door('import', 'off', 3),
  ]);
  expect(stations.map(({ id }) => id)).toEqual([
    'door scp',
    'door import',
    'archive',
    'completeness',
    'delivery',
    'results',
  ]);
});

test('without jobs, what is complete leads to results', () => {
  expect(waysOf([])).toEqual(['archive > completeness', 'completeness > delivery', 'delivery > results']);
});

test('jobs before all services stand before the first, and those after all behind the last', () => {
  expect(
    waysOf([job('clean', [], 'post'), job('b', ['a']), job('a'), job('names', [], 'pre')]).toSorted(),
  ).toEqual(
    [
      'archive > completeness',
      'completeness > job names',
      'job names > job a',
      'job a > job b',
      'job b > job clean',
      'job clean > delivery',
      'delivery > results',
    ].toSorted(),
  );
});

test('every job can be reached from completeness and leads to results, whatever depends on what', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const plan = fc.tuple(
    ...names.map((name, index) =>
      fc.record({
        needs: fc.subarray(names.slice(0, index)),
        group: fc.constantFrom<FlowJob['group']>('pre', 'registry', 'post'),
        name: fc.constant(name),
      }),
    ),
  );
  fc.assert(
    fc.property(plan, (some) => {
      const jobs = some.map(({ name, needs, group }) =>
        job(
          name,
          needs.filter((one) => some.find((other) => other.name === one)?.group === group),
          group,
        ),
      );
      const { ways } = flowGraph({ jobs }, []);
      const reach = (start: string, from: 'from' | 'to', to: 'from' | 'to') => {
        const seen = new Set([start]);
        for (const one of seen) for (const way of ways) if (way[from] === one) seen.add(way[to]);
        return seen;
      };
      const forward = reach('completeness', 'from', 'to');
      const backward = reach('results', 'to', 'from');
      for (const { jobName } of jobs) {
        expect(forward).toContain(`job ${jobName}`);
        expect(backward).toContain(`job ${jobName}`);
      }
    }),
    { numRuns: 200 },
  );
});

test('within a layer stations stand by their names, whatever order they come in, and stay when a number changes', () => {
  const names = ['zebra', 'job 10', 'job 9', 'alpha', 'mid'];
  const placesOf = (jobs: FlowJob[]) => {
    const { stations, ways } = flowGraph({ jobs }, []);
    return layoutFlow(
      stations.map(({ id }) => id),
      ways,
    );
  };
  const heights = (order: readonly string[]) => {
    const places = placesOf(order.map((name) => job(name)));
    return order
      .map((name) => ({ name, y: places.get(`job ${name}`)?.y ?? 0 }))
      .toSorted((one, other) => one.y - other.y)
      .map(({ name }) => name);
  };
  expect(heights(names)).toEqual(['alpha', 'job 9', 'job 10', 'mid', 'zebra']);
  expect(heights(names.toReversed())).toEqual(heights(names));
  const busy = names.map((name, index) => ({ ...job(name), running: index, queued: 50 - index, failed: 1 }));
  expect(placesOf(busy)).toEqual(placesOf(names.map((name) => job(name))));
});
