import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobGroup } from '../../../contract/index.ts';
import { buildGraph } from './graph.ts';
import type { GraphJob, JobGraph } from './graph.ts';
import { groupOrder } from './jobs.ts';
import { reason } from './reasons.ts';
import type { Scope } from './scopes.ts';

const declined = reason('callback-declined', 'declined');
const failed = reason('callback-failed', 'failed');

function job(jobName: string, more: Partial<GraphJob> = {}): GraphJob {
  return { jobName, group: 'registry', dependsOn: [], scope: [], leftOut: null, ...more };
}
function codes(jobs: GraphJob[], graph: JobGraph): Record<string, string | null> {
  return Object.fromEntries(jobs.map((each, index) => [each.jobName, graph.skipped[index]?.code ?? null]));
}
function edgesOf(jobs: GraphJob[], graph: JobGraph): string[] {
  return graph.edges
    .map((edge) => `${jobs[edge.from]?.jobName} ${edge.needs} ${jobs[edge.to]?.jobName}`)
    .sort();
}
const orderOf = (jobs: GraphJob[], graph: JobGraph) => graph.order.map((index) => jobs[index]?.jobName);

describe('groups', () => {
  it('let registry jobs need the success of all pre jobs, and post jobs only the end of all others', () => {
    const jobs = [
      job('pre1', { group: 'pre' }),
      job('pre2', { group: 'pre' }),
      job('a'),
      job('post1', { group: 'post' }),
      job('post2', { group: 'post' }),
    ];
    expect(edgesOf(jobs, buildGraph(jobs, []))).toEqual([
      'a end post1',
      'a end post2',
      'pre1 end post1',
      'pre1 end post2',
      'pre1 success a',
      'pre2 end post1',
      'pre2 end post2',
      'pre2 success a',
    ]);
  });

  it('do not make a dependency within a group out of nothing', () => {
    const jobs = [job('a'), job('b'), job('pre1', { group: 'pre' }), job('pre2', { group: 'pre' })];
    expect(edgesOf(jobs, buildGraph(jobs, []))).not.toContain('a success b');
    expect(edgesOf(jobs, buildGraph(jobs, []))).not.toContain('pre1 success pre2');
  });

  it('are no border for dependsOn: a service that needs a pre job was dropped by the original', () => {
    const jobs = [job('anonymizer', { group: 'pre' }), job('a', { dependsOn: ['anonymizer'] })];
    const graph = buildGraph(jobs, []);
    expect(codes(jobs, graph)).toEqual({ anonymizer: null, a: null });
    expect(edgesOf(jobs, graph)).toEqual(['anonymizer success a']);
  });

  it('let a post job need the end of all, and only where it says so the success of what it names', () => {
    const store = job('store', { group: 'post', dependsOn: ['a'] });
    const jobs = [job('a'), job('b'), store];
    expect(edgesOf(jobs, buildGraph(jobs, []))).toEqual(['a end store', 'b end store']);
    const strict = [job('a'), job('b'), { ...store, onDependencyFailure: 'skip' as const }];
    expect(edgesOf(strict, buildGraph(strict, []))).toEqual(['a success store', 'b end store']);
  });

  it('refuse a dependency on a group that comes later, which would wait for ever', () => {
    const jobs = [job('a', { dependsOn: ['store'] }), job('b'), job('store', { group: 'post' })];
    const graph = buildGraph(jobs, []);
    expect(codes(jobs, graph)).toEqual({ a: 'dependency-circular', b: null, store: null });
    expect(graph.skipped[0]?.message).toContain('"a" is a registry job and runs before all post jobs');
  });

  it('go on without a pre job that did not want to run', () => {
    const jobs = [job('anonymizer', { group: 'pre', leftOut: declined }), job('a')];
    expect(codes(jobs, buildGraph(jobs, []))).toEqual({ anonymizer: 'callback-declined', a: null });
  });

  it('hold the services back when a pre job might have been wanted: data would go out that is not anonymized', () => {
    const jobs = [
      job('anonymizer', { group: 'pre', leftOut: failed }),
      job('a'),
      job('report', { group: 'post' }),
      job('store', { group: 'post', dependsOn: ['a'] }),
    ];
    expect(codes(jobs, buildGraph(jobs, []))).toEqual({
      anonymizer: 'callback-failed',
      a: 'dependency-skipped',
      report: null,
      store: null,
    });
  });

  it('hold the services back when a pre job was wanted and cannot run because another one did not want to', () => {
    const jobs = [
      job('prepare', { group: 'pre', leftOut: declined }),
      job('anonymizer', { group: 'pre', dependsOn: ['prepare'] }),
      job('a'),
    ];
    expect(codes(jobs, buildGraph(jobs, []))).toMatchObject({
      anonymizer: 'dependency-skipped',
      a: 'dependency-skipped',
    });
  });

  it('hold the services back as well when the entry of a pre job is not valid', () => {
    const jobs = [job('a')];
    expect(codes(jobs, buildGraph(jobs, [{ group: 'pre', jobName: null }]))).toEqual({
      a: 'dependency-skipped',
    });
    expect(codes(jobs, buildGraph(jobs, [{ group: 'registry', jobName: 'x' }]))).toEqual({ a: null });
  });
});

describe('dependencies', () => {
  it('that are skipped skip everything behind them, with the reason at the root', () => {
    const jobs = [
      job('a', { leftOut: declined }),
      job('b', { dependsOn: ['a'] }),
      job('c', { dependsOn: ['b'] }),
      job('d'),
    ];
    const graph = buildGraph(jobs, []);
    expect(codes(jobs, graph)).toEqual({
      a: 'callback-declined',
      b: 'dependency-skipped',
      c: 'dependency-skipped',
      d: null,
    });
    expect(graph.skipped[2]?.message).toContain('"c" needs "b", which is skipped because of "a". declined');
  });

  it('that nobody defines are named', () => {
    const jobs = [job('a', { dependsOn: ['nowhere'] })];
    const graph = buildGraph(jobs, []);
    expect(graph.skipped[0]).toMatchObject({
      code: 'dependency-missing',
      message: expect.stringContaining('"nowhere"'),
    });
  });

  it('on an entry that is not valid say so, instead of calling it missing', () => {
    const jobs = [job('a', { dependsOn: ['broken'] })];
    const graph = buildGraph(jobs, [{ group: 'registry', jobName: 'broken' }]);
    expect(graph.skipped[0]).toMatchObject({
      code: 'dependency-skipped',
      message: expect.stringContaining('no valid job'),
    });
  });

  it('that go round in a circle skip the circle, and what hangs on it as dependent of a skipped job', () => {
    const jobs = [
      job('a', { dependsOn: ['b'] }),
      job('b', { dependsOn: ['a'] }),
      job('c', { dependsOn: ['a'] }),
      job('self', { dependsOn: ['self'] }),
      job('d'),
    ];
    expect(codes(jobs, buildGraph(jobs, []))).toEqual({
      a: 'dependency-circular',
      b: 'dependency-circular',
      c: 'dependency-skipped',
      self: 'dependency-circular',
      d: null,
    });
  });

  it('mean the job that runs where a name is used twice', () => {
    const jobs = [
      job('a', { leftOut: reason('disabled', 'disabled') }),
      job('a'),
      job('a', { leftOut: reason('duplicate-job-name', 'twice') }),
      job('b', { dependsOn: ['a'] }),
    ];
    const graph = buildGraph(jobs, []);
    expect(graph.edges).toEqual([{ from: 1, to: 3, needs: 'success' }]);
  });
});

describe('jobs of single studies and series', () => {
  const bySeries = (jobName: string, more: Partial<GraphJob> = {}) =>
    [['a'], ['b']].map(([id]) => job(jobName, { scope: ['s', id ?? ''], ...more }));
  const named = (jobs: GraphJob[], graph: JobGraph) =>
    graph.edges.map(({ from, to }) =>
      [jobs[from], jobs[to]].map((one) => [one?.jobName, ...(one?.scope ?? [])].join('.')),
    );

  it('wait for the same series, for what contains it, and a coarser one for all that lies in it', () => {
    const jobs = [
      job('whole'),
      ...bySeries('one', { dependsOn: ['whole'] }),
      ...bySeries('two', { dependsOn: ['one'] }),
      job('all', { scope: ['s'], dependsOn: ['two'] }),
    ];
    expect(named(jobs, buildGraph(jobs, []))).toEqual([
      ['whole', 'one.s.a'],
      ['whole', 'one.s.b'],
      ['one.s.a', 'two.s.a'],
      ['one.s.b', 'two.s.b'],
      ['two.s.a', 'all.s'],
      ['two.s.b', 'all.s'],
    ]);
  });

  it('that nobody wanted do not keep a coarser job from running, as long as one of them runs', () => {
    const one = bySeries('one');
    const summary = job('summary', { dependsOn: ['two'] });
    const jobs = (first: GraphJob['leftOut'], second: GraphJob['leftOut']) => [
      { ...one[0]!, leftOut: first },
      { ...one[1]!, leftOut: second },
      ...bySeries('two', { dependsOn: ['one'] }),
      summary,
    ];
    const last = (given: GraphJob[]) => buildGraph(given, []).skipped.at(-1)?.code ?? null;
    expect(last(jobs(null, declined))).toBe(null);
    expect(last(jobs(declined, declined))).toBe('dependency-skipped');
    expect(last(jobs(null, failed))).toBe('dependency-skipped');
  });

  it('are held back by the pre service of their own series only', () => {
    const [first, second] = bySeries('anonymize', { group: 'pre' });
    const jobs = [{ ...first!, leftOut: failed }, second!, ...bySeries('use'), job('summary')];
    expect(buildGraph(jobs, []).skipped.map((given) => given?.code ?? null)).toEqual([
      'callback-failed',
      null,
      'dependency-skipped',
      null,
      'dependency-skipped',
    ]);
  });
});

describe('a job that runs whatever becomes of what it names', () => {
  it('only waits for it, and runs where it is skipped', () => {
    const clean = job('clean', { dependsOn: ['a', 'b'], onDependencyFailure: 'run' });
    const jobs = [job('a'), job('b', { leftOut: failed }), clean];
    const graph = buildGraph(jobs, []);
    expect(codes(jobs, graph)).toEqual({ a: null, b: 'callback-failed', clean: null });
    expect(edgesOf(jobs, graph)).toEqual(['a end clean']);
    expect(graph.warnings).toEqual([]);
  });

  it('does not run after a pre service that failed unless it names it: data would go out that is not anonymized', () => {
    const jobs = [
      job('anonymizer', { group: 'pre', leftOut: failed }),
      job('a', { dependsOn: ['anonymizer'] }),
      job('mail', { dependsOn: ['a'], onDependencyFailure: 'run' }),
      job('clean', { dependsOn: ['a', 'anonymizer'], onDependencyFailure: 'run' }),
    ];
    expect(codes(jobs, buildGraph(jobs, []))).toEqual({
      anonymizer: 'callback-failed',
      a: 'dependency-skipped',
      mail: 'dependency-skipped',
      clean: null,
    });
    const able = jobs.map((each) => ({ ...each, leftOut: null }));
    expect(edgesOf(able, buildGraph(able, []))).toEqual([
      'a end clean',
      'a end mail',
      'anonymizer end clean',
      'anonymizer success a',
      'anonymizer success mail',
    ]);
  });

  it('runs without what is no valid job, but not without a name that nobody has: it might clean up too early', () => {
    const jobs = [
      job('one', { dependsOn: ['broken'], onDependencyFailure: 'run' }),
      job('two', { dependsOn: ['typo'], onDependencyFailure: 'run' }),
    ];
    const graph = buildGraph(jobs, [{ group: 'registry', jobName: 'broken' }]);
    expect(codes(jobs, graph)).toEqual({ one: null, two: 'dependency-missing' });
    expect(graph.warnings.map(({ message }) => message)).toEqual([
      '"one" names "broken", and there is no such job; it runs all the same.',
    ]);
  });
});

describe('post services', () => {
  const post = job('clean', { group: 'post', dependsOn: ['a', 'store', 'typo'] });

  it.each([
    ['its callback failed', { leftOut: failed }],
    ['it was declined', { leftOut: declined }],
    ['it is disabled', { leftOut: reason('disabled', 'disabled') }],
    ['no environment serves its channel', { leftOut: reason('channel-not-served', 'no') }],
    ['it needs a job that is not there', { dependsOn: ['nobody'] }],
    ['it needs itself', { dependsOn: ['a'] }],
  ])('get to run though a job they name cannot: %s', (_why, broken) => {
    const jobs = [
      job('anonymizer', { group: 'pre', leftOut: failed }),
      job('a', broken),
      job('store', { group: 'post', leftOut: failed }),
      post,
    ];
    const graph = buildGraph(jobs, []);
    expect(graph.skipped[3]).toBeNull();
    expect(graph.edges.filter((edge) => edge.to === 3)).toEqual([]);
    expect(graph.warnings).toMatchObject([
      { code: 'dependency-missing', message: expect.stringContaining('"typo"') },
    ]);
  });
});

describe('the order', () => {
  it('puts independent jobs before dependent ones, and keeps sortPosition otherwise', () => {
    const jobs = [
      job('b', { dependsOn: ['a'] }),
      job('a'),
      job('c'),
      job('d', { dependsOn: ['b'] }),
      job('post', { group: 'post' }),
      job('pre', { group: 'pre' }),
    ];
    expect(orderOf(jobs, buildGraph(jobs, []))).toEqual(['pre', 'a', 'c', 'b', 'd', 'post']);
  });

  it('survives a chain of two thousand jobs', () => {
    const jobs = Array.from({ length: 2000 }, (_, index) =>
      job(`j${index}`, { dependsOn: index === 0 ? [] : [`j${index - 1}`] }),
    ).reverse();
    const graph = buildGraph(jobs, []);
    expect(orderOf(jobs, graph)[0]).toBe('j0');
    expect(graph.skipped.every((skipped) => skipped === null)).toBe(true);
  });
});

const tree: readonly Scope[][] = [
  [[]],
  [['s1'], ['s2']],
  [
    ['s1', 'a'],
    ['s1', 'b'],
    ['s2', 'c'],
  ],
];
const leftOut = fc.option(fc.constantFrom(declined, failed), { nil: null, freq: 2 });
/**
 * Any set of definitions: names that repeat, dependencies on anything, every group, jobs left out for any reason, once
 * for all, or for each study or series.
 */
const anyJobs = fc
  .array(
    fc.record({
      jobName: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '__proto__', 'constructor'),
      group: fc.constantFrom<JobGroup>(...groupOrder),
      dependsOn: fc.uniqueArray(
        fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '__proto__', 'toString', 'missing'),
        { maxLength: 3 },
      ),
      onDependencyFailure: fc.constantFrom(null, 'skip' as const, 'run' as const),
      level: fc.constantFrom(0, 0, 1, 2),
      isDisabled: fc.constantFrom(false, false, false, false, true),
      leftOut: fc.array(leftOut, { minLength: 3, maxLength: 3 }),
    }),
    { maxLength: 14 },
  )
  .map((definitions) => {
    const seen = new Set<string>();
    return definitions.flatMap(({ level, isDisabled, leftOut: reasons, ...definition }): GraphJob[] => {
      if (isDisabled) return [{ ...definition, scope: [], leftOut: reason('disabled', 'disabled') }];
      // Names are unique among enabled definitions when the graph is built.
      if (seen.has(definition.jobName))
        return [{ ...definition, scope: [], leftOut: reason('duplicate-job-name', 'twice') }];
      seen.add(definition.jobName);
      return (tree[level] ?? []).map((scope, index) => ({
        ...definition,
        scope,
        leftOut: reasons[index] ?? null,
      }));
    });
  });

const startsWith = (scope: Scope, start: Scope) => start.every((id, index) => scope[index] === id);
const areRelated = (a: GraphJob, b: GraphJob) => startsWith(a.scope, b.scope) || startsWith(b.scope, a.scope);

describe('any definitions', () => {
  const property = (check: (jobs: GraphJob[], graph: JobGraph) => void) =>
    fc.assert(
      fc.property(anyJobs, (jobs) => check(jobs, buildGraph(jobs, []))),
      { numRuns: 2000 },
    );

  it('end in each job being planned exactly once', () => {
    property((jobs, graph) => {
      expect(graph.order.toSorted((a, b) => a - b)).toEqual([...jobs.keys()]);
      expect(graph.skipped).toHaveLength(jobs.length);
    });
  });

  it('give a graph without circles, in which no edge stands twice', () => {
    property((jobs, graph) => {
      expect(new Set(graph.edges.map((edge) => `${edge.from} ${edge.to}`)).size).toBe(graph.edges.length);
      const open = new Set(jobs.keys());
      const isFree = (to: number) => !graph.edges.some((edge) => edge.to === to && open.has(edge.from));
      for (let free = [...open].filter(isFree); free.length > 0; free = [...open].filter(isFree)) {
        for (const index of free) open.delete(index);
      }
      expect(open.size).toBe(0);
    });
  });

  it('never let a job run that names one which does not, or that nothing but skipped jobs would release', () => {
    property((jobs, graph) => {
      jobs.forEach((each, to) => {
        if (graph.skipped[to] !== null) return;
        const sources = graph.edges.filter((edge) => edge.to === to);
        expect(sources.every((edge) => graph.skipped[edge.from] === null)).toBe(true);
        for (const name of each.dependsOn) {
          const needed = sources.filter((edge) => jobs[edge.from]?.jobName === name);
          const runsAnyway = (each.onDependencyFailure ?? (each.group === 'post' ? 'run' : 'skip')) === 'run';
          expect(needed.every((edge) => edge.needs === (runsAnyway ? 'end' : 'success'))).toBe(true);
          if (runsAnyway) continue;
          // All that runs of it for the same study or series, and nothing that could not run although it was wanted.
          const meant = [...jobs.keys()].filter(
            (from) =>
              jobs[from]?.jobName === name &&
              jobs[from].leftOut?.code !== 'duplicate-job-name' &&
              areRelated(jobs[from], each),
          );
          expect(needed.length).toBeGreaterThan(0);
          expect(needed.map((edge) => edge.from)).toEqual(
            meant.filter((from) => graph.skipped[from] === null),
          );
          expect(meant.some((from) => jobs[from]?.leftOut === failed)).toBe(false);
        }
      });
    });
  });

  it('let nothing of a later group run before what it must wait for', () => {
    property((jobs, graph) => {
      jobs.forEach((each, to) => {
        if (graph.skipped[to] !== null) return;
        jobs.forEach((other, from) => {
          if (graph.skipped[from] !== null) return;
          if (groupOrder.indexOf(other.group) >= groupOrder.indexOf(each.group)) return;
          if (!areRelated(other, each)) return;
          expect(graph.edges.some((edge) => edge.from === from && edge.to === to)).toBe(true);
        });
      });
    });
  });

  it('are ordered by group, then what is needed before what needs it, then as given', () => {
    property((jobs, graph) => {
      const place = new Map(graph.order.map((index, position) => [index, position]));
      const at = (index: number) => place.get(index) ?? -1;
      const ranks = graph.order.map((index) => groupOrder.indexOf(jobs[index]!.group));
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
      const kept = graph.edges.filter((edge) => graph.skipped[edge.to] === null);
      for (const edge of kept) expect(at(edge.from)).toBeLessThan(at(edge.to));
      for (const group of groupOrder) {
        const free = [...jobs.keys()].filter(
          (index) => jobs[index]?.group === group && jobs[index].dependsOn.length === 0,
        );
        const ordered = graph.order.filter((index) => free.includes(index));
        expect(ordered).toEqual(free);
        // Whatever runs after another one of its group comes after all that depend on nothing.
        const dependent = graph.edges.filter(
          ({ from, to }) =>
            graph.skipped[to] === null && jobs[from]?.group === group && jobs[to]?.group === group,
        );
        for (const { to } of dependent) expect(Math.max(-1, ...free.map(at))).toBeLessThan(at(to));
      }
    });
  });
});
