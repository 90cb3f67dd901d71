import { describe, expect, it } from 'vitest';
import { planRequeue } from './requeuePlan.ts';
import type { RequeueEdge, RequeueJob } from './requeuePlan.ts';

/** Jobs by number: `1 failed`, `2 skipped dependency-failed`. */
function jobsOf(...lines: string[]): RequeueJob[] {
  return lines.map((line) => {
    const [key, state, reason] = line.split(' ') as [string, RequeueJob['state'], RequeueJob['reason']?];
    return { key: Number(key), jobName: `job${key}`, state, pauses: 0, reason: reason ?? null };
  });
}
/** Edges as `1>2` (needs success) and `1-2` (needs the end). */
function edgesOf(...lines: string[]): RequeueEdge[] {
  return lines.map((line) => {
    const [, from, sign, to] = /^(\d+)([->])(\d+)$/.exec(line)!;
    return { from: Number(from), to: Number(to), needs: sign === '>' ? 'success' : 'end' };
  });
}
const opened = (plan: ReturnType<typeof planRequeue>) => plan.opened.map((one) => [one.key, one.waitsFor]);

describe('a requeue within one run', () => {
  it('takes along what was skipped for it, all the way down, and nothing that ran', () => {
    const jobs = jobsOf(
      '1 succeeded',
      '2 failed',
      '3 skipped dependency-failed',
      '4 skipped dependency-failed',
      '5 succeeded',
    );
    const edges = edgesOf('1>2', '2>3', '3>4', '1>5', '2-5');
    expect(opened(planRequeue(jobs, edges, new Set([2]), false))).toEqual([
      [2, 0],
      [3, 1],
      [4, 1],
    ]);
  });

  it('from here down has everything below run again, clean-up jobs too, and nothing beside or above', () => {
    const jobs = jobsOf('1 succeeded', '2 succeeded', '3 succeeded', '4 failed', '5 succeeded');
    const edges = edgesOf('1>2', '2>3', '1>4', '3-5', '4-5');
    const plan = planRequeue(jobs, edges, new Set([2]), true);
    expect(opened(plan)).toEqual([
      [2, 0],
      [3, 1],
      [5, 1],
    ]);
    expect(plan.opened.filter((one) => one.isChosen).map((one) => one.key)).toEqual([2]);
  });

  it('leaves skipped what still needs another one that failed', () => {
    const jobs = jobsOf('1 failed', '2 failed', '3 skipped dependency-failed', '4 skipped dependency-failed');
    const edges = edgesOf('1>3', '2>3', '3-4');
    expect(opened(planRequeue(jobs, edges, new Set([1]), false))).toEqual([[1, 0]]);
    expect(opened(planRequeue(jobs, edges, new Set([1, 2]), false))).toEqual([
      [1, 0],
      [2, 0],
      [3, 2],
      [4, 1],
    ]);
  });

  it('has what waits for it wait again, so that a clean-up does not run before the new attempt has ended', () => {
    const jobs = jobsOf('1 succeeded', '2 running', '3 queued', '4 waiting');
    const edges = edgesOf('1>2', '1>3', '1-4', '2-4', '3-4');
    const plan = planRequeue(jobs, edges, new Set([1]), false);
    expect(opened(plan)).toEqual([[1, 0]]);
    expect(plan.recounted).toEqual([
      { key: 3, waitsFor: 1 },
      { key: 4, waitsFor: 3 },
    ]);
  });

  it('refuses what has not ended, what was never wanted and what needs a failed one, each with its reason', () => {
    const jobs = jobsOf(
      '1 running',
      '2 skipped callback-declined',
      '3 failed',
      '4 skipped dependency-failed',
    );
    const plan = planRequeue(jobs, edgesOf('3>4'), new Set([1, 2, 4]), false);
    expect(plan.opened).toEqual([]);
    expect(plan.refused.map(({ key, message }) => [key, message.split('.')[0]])).toEqual([
      [1, '"job1" has not ended: it is running'],
      [
        2,
        '"job2" was left out while the run was planned (callback-declined), so there is nothing to try again',
      ],
      [4, '"job4" needs "job3", which did not succeed'],
    ]);
  });
});
