import { defineConfig } from 'vitest/config';

/** Unit tests, beside what they test. The end-to-end tests are Playwright's (`*.e2e.ts`). */
export default defineConfig({
  test: {
    include: ['contract', 'main', 'preload', 'renderer', 'scripts', 'e2e', 'bench'].map(
      (area) => `${area}/**/*.test.{ts,tsx}`,
    ),
    /** Threads that several tests start from sources; see `sourceFlags` in main/link. */
    execArgv: ['--wasm-wrapper-tiering-budget=1000000000'],
    /** A real Docker answers, where that can be had. */
    globalSetup: 'scripts/testDocker/globalSetup.ts',
    /** Tests start real processes; on a busy machine that takes its time. */
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
