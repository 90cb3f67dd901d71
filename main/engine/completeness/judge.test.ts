import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import type { Situation } from './judge.ts';

const nothing = {
  heldUntil: null,
  maximumAt: null,
  missing: [],
  allExpected: false,
  associationEnded: false,
};
const at = (given: Partial<Situation>): Situation => ({ now: 1000, dueAt: 2000, ...nothing, ...given });
const lacking = [{ code: 'required-series' as const, message: 'CT' }];

describe('an arrival that lacks nothing', () => {
  it.each([
    ['waits for its quiet time', {}, { kind: 'wait', lookAt: 2000 }],
    ['is complete when that is over', { now: 2000 }, { kind: 'complete', by: 'quiet-time' }],
    ['is complete at the end of its association', { associationEnded: true }, { by: 'association-end' }],
    ['is complete with the last announced instance', { allExpected: true }, { by: 'expected-instances' }],
    [
      'is kept open by who asked for it, whatever else happens',
      { heldUntil: 5000, dueAt: 5000, maximumAt: 5000, associationEnded: true, allExpected: true },
      { kind: 'wait', lookAt: 5000 },
    ],
  ] as const)('%s', (_name, given, expected) => {
    for (const action of ['process', 'keep-waiting', 'put-aside'] as const) {
      expect(judge(at(given), action)).toMatchObject(expected);
    }
  });

  it.each(['process', 'put-aside'] as const)(
    'is complete after the maximum wait, though more still comes: %s',
    (action) => {
      expect(judge(at({ maximumAt: 1500 }), action)).toEqual({ kind: 'wait', lookAt: 1500 });
      expect(judge(at({ maximumAt: 1000 }), action)).toEqual({ kind: 'complete', by: 'maximum-wait' });
    },
  );

  it('is kept open as long as it receives, where waiting goes on after the maximum wait', () => {
    expect(judge(at({ maximumAt: 1500 }), 'keep-waiting')).toEqual({ kind: 'wait', lookAt: 2000 });
    expect(judge(at({ maximumAt: 1000 }), 'keep-waiting')).toEqual({ kind: 'wait', lookAt: 2000 });
    expect(judge(at({ now: 2000, maximumAt: 1000 }), 'keep-waiting')).toMatchObject({ by: 'quiet-time' });
  });
});

describe('an arrival that lacks something', () => {
  it.each([{ now: 2000 }, { associationEnded: true }, { allExpected: true }])(
    'is not complete by %j',
    (given) => {
      expect(judge(at({ ...given, missing: lacking }), 'process')).toEqual({ kind: 'wait', lookAt: null });
      expect(judge(at({ ...given, missing: lacking, maximumAt: 9000 }), 'put-aside')).toEqual({
        kind: 'wait',
        lookAt: 9000,
      });
    },
  );

  it.each([
    ['process', { kind: 'complete', by: 'maximum-wait' }],
    ['keep-waiting', { kind: 'wait', lookAt: null }],
    ['put-aside', { kind: 'put-aside' }],
  ] as const)('has this done with it after the maximum wait: %s', (action, expected) => {
    expect(judge(at({ now: 9000, maximumAt: 9000, missing: lacking }), action)).toEqual(expected);
  });
});
