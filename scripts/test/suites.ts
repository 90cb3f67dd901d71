import { readFileSync, rmSync } from 'node:fs';
import { buildBundles } from '../build/index.ts';
import { ensureElectron, inRoot } from '../setup/index.mjs';
import { closingLineOutcome, playwrightOutcome, vitestOutcome, withExitCode } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { runTool } from './runTool.ts';
import { startVirtualDisplay } from './virtualDisplay.ts';

/** A part of `npm test` that can be run alone: `npm test -- NAME…`. */
export interface Suite {
  name: string;
  run(): Promise<Outcome>;
}

/** Tools that look at the sources; each counts as one test. Import boundaries are rules of the linter. */
const sourceChecks = [
  { name: 'format', script: 'node_modules/oxfmt/bin/oxfmt', args: ['--check'] },
  { name: 'lint', script: 'node_modules/oxlint/bin/oxlint', args: [] },
  { name: 'types', script: 'node_modules/typescript/bin/tsc', args: ['-b'] },
  { name: 'docs/cli.md', script: 'scripts/document.mjs', args: ['--check'] },
  { name: 'size of the page', script: 'scripts/weigh.mjs', args: [] },
  { name: 'unused code', script: 'node_modules/knip/bin/knip.js', args: [] },
];

async function checks(): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0, skipped: 0 };
  const bad: string[] = [];
  for (const check of sourceChecks) {
    const { code } = await runTool(check.script, check.args);
    if (code === 0) outcome.passed += 1;
    else bad.push(check.name);
  }
  if (bad.length === 0) return outcome;
  return { ...outcome, failed: bad.length, note: bad.join(', ') };
}

async function unit(): Promise<Outcome> {
  const report = freshReport('unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runTool('node_modules/vitest/vitest.mjs', ['run', '--retry=1', ...reporters]);
  return withExitCode(vitestOutcome(readReport(report)), code);
}

async function python(): Promise<Outcome> {
  const { code, output } = await runTool('scripts/test-python.mjs');
  return withExitCode(closingLineOutcome(output), code);
}

/** The table of faults and outcomes is printed at its end. */
async function faults(): Promise<Outcome> {
  const report = freshReport('faults.json');
  const reporters = ['default', 'json', './faults/tableReporter.ts'].map((name) => `--reporter=${name}`);
  const options = ['--config', 'faults/vitest.config.ts', ...reporters, `--outputFile.json=${report}`];
  const { code } = await runTool('node_modules/vitest/vitest.mjs', ['run', ...options]);
  return withExitCode(vitestOutcome(readReport(report)), code);
}

async function endToEnd(): Promise<Outcome> {
  await ensureElectron();
  await buildBundles();
  const report = freshReport('e2e.json');
  const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined;
  try {
    const env = {
      ...process.env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...(display && { DISPLAY: display.name }),
    };
    const { code } = await runTool('node_modules/@playwright/test/cli.js', ['test', '--retries=1'], env);
    return withExitCode(playwrightOutcome(readReport(report)), code);
  } finally {
    await display?.stop();
  }
}

export const suites: readonly Suite[] = [
  { name: 'checks', run: checks },
  { name: 'unit', run: unit },
  { name: 'faults', run: faults },
  { name: 'python', run: python },
  { name: 'e2e', run: endToEnd },
];

/** Path of a report that the suite is about to write; what an earlier run left there must not be taken for it. */
function freshReport(name: string): string {
  const file = inRoot('artefacts', 'reports', name);
  rmSync(file, { force: true });
  return file;
}

function readReport(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
