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

test('a test that passed at its second try only is counted as passed, and told', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 2, skipped: 4 };
  expect(playwrightOutcome({ stats })).toEqual({
    passed: 5,
    failed: 1,
    skipped: 4,
    note: '2 passed only at the second try',
  });
  const result = (fullName: string, status: string, failureMessages: string[]) => ({
    fullName,
    status,
    failureMessages,
  });
  const report = {
    success: true,
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [
      {
        name: '/a/unloadable.test.ts',
        status: 'failed',
        message: 'Error: no module\nstack',
        assertionResults: [],
      },
      {
        name: '/a/some.test.ts',
        status: 'failed',
        message: '',
        assertionResults: [
          result('steady', 'passed', []),
          result('unsteady', 'passed', ['Error: once']),
          result('broken', 'failed', ['Error: once', 'Error: twice\nstack']),
        ],
      },
    ],
  };
  expect(vitestOutcome(report)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 0,
    note: 'passed only at the second try: unsteady',
    failures: ['/a/unloadable.test.ts: Error: no module', '/a/some.test.ts: broken: Error: twice'],
  });
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
