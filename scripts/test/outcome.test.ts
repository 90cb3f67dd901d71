import { expect, test } from 'vitest';
import {
  closingLine,
  closingLineOutcome,
  couldNotRun,
  playwrightOutcome,
  sumOf,
  vitestOutcome,
  withExitCode,
} from './outcome.ts';

test('a flaky end-to-end test is not counted as passed', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 2, skipped: 4 };
  expect(playwrightOutcome({ stats })).toEqual({ passed: 3, failed: 3, skipped: 4 });
});

test('a report of another shape is refused instead of read as zero', () => {
  expect(() => vitestOutcome({ numPassedTests: 3 })).toThrow(/numFailedTests/);
  expect(() => playwrightOutcome({})).toThrow(/stats/);
  expect(() => closingLineOutcome('Ran 3 tests\nOK\n')).toThrow(/"OK"/);
});

test('the figures of a suite are taken from its last line only', () => {
  expect(closingLineOutcome('9 passed, 9 failed, 9 skipped\n4 passed, 0 failed, 1 skipped\n')).toEqual({
    passed: 4,
    failed: 0,
    skipped: 1,
  });
});

test('a process that failed without a failed test fails the suite', () => {
  expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, 1)).toMatchObject({ passed: 5, failed: 1 });
  expect(withExitCode({ passed: 5, failed: 0, skipped: 0 }, null)).toMatchObject({ failed: 1 });
  expect(withExitCode({ passed: 5, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test('a suite that could not run is counted as a failure in the sum', () => {
  const sum = sumOf([{ passed: 5, failed: 0, skipped: 2 }, couldNotRun(new Error('no display'))]);
  expect(closingLine(sum)).toBe('5 passed, 1 failed, 2 skipped');
});
