import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** The one file that takes about as long as all others together begins first. */
class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(moduleId.endsWith('/moments.test.ts'));
    return Promise.resolve(files.toSorted((a, b) => isLong(b) - isLong(a)));
  }
}

/** Faults of every kind against the real engine, in processes of their own: `npm test -- faults`. */
export default defineConfig({
  test: {
    include: ['faults/**/*.test.ts'],
    globalSetup: 'scripts/testDocker/globalSetup.ts',
    /** What hangs is noticed by the tests themselves and said in words; this is only the last resort. */
    testTimeout: 600_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
