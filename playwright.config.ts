import { defineConfig } from '@playwright/test';

/** End to end: the real window, started by the tests themselves. `npm test -- e2e` builds it and gives it a display. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'artefacts/e2e',
  globalSetup: './scripts/testDocker/globalSetup.ts',
  /** Each window has an engine and Python processes behind it; two at once would slow each other into time-outs. */
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 120_000,
  expect: {
    timeout: 20_000,
    toHaveScreenshot: { pathTemplate: 'e2e/looks/references/{arg}{ext}' },
  },
  /** A picture that is not there is one that nobody looked at. */
  updateSnapshots: 'none',
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ?? 'artefacts/reports/e2e.json' }],
  ],
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
});
