import { z } from 'zod';

/** What a suite came to. */
export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  /** Why the figures are what they are, when the suite could not run as it should, or what is to be looked into. */
  note?: string;
  /** What failed and its first reason, a line each: the tests' own output is long gone by the end of all suites. */
  failures?: readonly string[];
}

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** Reads the JSON report of Vitest. A test that passed at its second try has passed, and is named. */
export function vitestOutcome(report: unknown): Outcome {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    vitestReport.parse(report);
  const unsteady = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'passed' && (failureMessages ?? []).length > 0);
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    // A file that could not be loaded, or whose set-up failed, has no failed test.
    if (failed.length === 0) return status === 'failed' ? [failureLine(name, message)] : [];
    return failed.map(({ fullName, failureMessages }) =>
      failureLine(`${name}: ${fullName}`, failureMessages?.at(-1)),
    );
  });
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
    ...noteOf(unsteady.map(({ fullName }) => fullName)),
    ...(failures.length === 0 ? {} : { failures }),
  };
}

function failureLine(what: string, message = ''): string {
  const [reason = ''] = message.trim().split('\n');
  return reason === '' ? what : `${what}: ${reason}`;
}

/** Reads the JSON report of Playwright, which names those itself that passed at their second try. */
export function playwrightOutcome(report: unknown): Outcome {
  const { stats } = playwrightReport.parse(report);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    ...(stats.flaky === 0 ? {} : { note: `${stats.flaky} passed only at the second try` }),
  };
}

function noteOf(unsteady: readonly string[]): Pick<Outcome, 'note'> {
  return unsteady.length === 0 ? {} : { note: `passed only at the second try: ${unsteady.join('; ')}` };
}

/** Reads the closing line `N passed, N failed, N skipped`. */
export function closingLineOutcome(output: string): Outcome {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  const [, passed, failed, skipped] = /^(\d+) passed, (\d+) failed, (\d+) skipped$/.exec(line) ?? [];
  if (passed === undefined) throw new Error(`The suite closed with "${line}" and not with its figures.`);
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}

/**
 * A suite whose process failed has failed, whatever its report says: a file that could not be loaded, for one, is no
 * test in any report.
 */
export function withExitCode(outcome: Outcome, code: number | null): Outcome {
  if (code === 0 || outcome.failed > 0) return outcome;
  return { ...outcome, failed: 1, note: `its process ended with code ${code}` };
}

/** A suite that could not run has failed. */
export function couldNotRun(cause: unknown): Outcome {
  const note = cause instanceof Error ? cause.message : String(cause);
  return { passed: 0, failed: 1, skipped: 0, note: `could not run: ${note}` };
}

/** All suites together. */
export function sumOf(outcomes: readonly Outcome[]): Outcome {
  const total = (key: 'passed' | 'failed' | 'skipped') =>
    outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}

/** The closing line of the whole. */
export function closingLine({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
