import { fail, SetupError } from '../setup/index.mjs';
import { closingLine, couldNotRun, sumOf } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { suites } from './suites.ts';

const names = process.argv.slice(2);
const unknown = names.filter((name) => suites.every((suite) => suite.name !== name));
if (unknown.length > 0) {
  const known = suites.map((suite) => suite.name).join(', ');
  fail(new SetupError(`There is no suite ${unknown.join(', ')}: the suites are ${known}.`));
}

const rows: { name: string; outcome: Outcome; seconds: number }[] = [];
for (const suite of suites.filter(({ name }) => names.length === 0 || names.includes(name))) {
  console.log(`\n=== ${suite.name}`);
  const start = performance.now();
  const outcome = await suite.run().catch(couldNotRun);
  rows.push({ name: suite.name, outcome, seconds: (performance.now() - start) / 1000 });
}

console.log('\nsuite    passed  failed  skipped   time');
for (const { name, outcome, seconds } of rows) {
  const figures = [outcome.passed, outcome.failed, outcome.skipped].map((figure) =>
    String(figure).padStart(8),
  );
  console.log(
    `${name.padEnd(7)}${figures.join('')} ${seconds.toFixed(0).padStart(6)} s  ${outcome.note ?? ''}`.trimEnd(),
  );
}
const failures = rows.flatMap(({ name, outcome }) =>
  (outcome.failures ?? []).map((failure) => `${name}: ${failure}`),
);
if (failures.length > 0) console.log(['', 'failed', ...failures].join('\n'));
const sum = sumOf(rows.map(({ outcome }) => outcome));
console.log(`\n${closingLine(sum)}`);
// Not by the exit code alone: what a suite left behind must not keep this process waiting.
process.exit(sum.failed > 0 ? 1 : 0);
