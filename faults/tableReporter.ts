import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Prints the table of faults and what came of them, when all have been tried. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => [test.name, outcomeOf(test)] as const),
    );
    const width = Math.max(0, ...rows.map(([name]) => name.length));
    const lines = rows.map(([name, outcome]) => `${name.padEnd(width)}  ${outcome}`);
    process.stdout.write(`\n${'fault'.padEnd(width)}  outcome\n${lines.join('\n')}\n`);
  }
}

function outcomeOf(test: TestCase): string {
  const result = test.result();
  const { outcome } = test.meta();
  if (result.state === 'passed') return outcome ?? 'as it should be';
  if (result.state === 'skipped') return `not tried: ${result.note ?? 'skipped'}`;
  return `FAILED: ${result.errors?.[0]?.message ?? 'no error was told'}`;
}
