import { defineConfig } from 'vitest/config';

/** Faults of every kind against the real engine, in processes of their own: `npm test -- faults`. */
export default defineConfig({
  test: {
    include: ['faults/**/*.test.ts'],
    /** What hangs is noticed by the tests themselves and said in words; this is only the last resort. */
    testTimeout: 600_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
