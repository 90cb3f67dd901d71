import { commitments } from './0001-commitments.ts';
import { components } from './0001-components.ts';
import { intake } from './0001-intake.ts';
import { measurements } from './0001-measurements.ts';
import { research } from './0001-research.ts';
import { runs } from './0001-runs.ts';
import { search } from './0001-search.ts';
import { statistics } from './0001-statistics.ts';
import { upkeep } from './0001-upkeep.ts';

/** One step of the schema: numbered, never changed once released. */
export interface Migration {
  version: number;
  sql: string;
}

/** All steps in order. A new one is appended, with a test of its own when it changes data. */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    sql: intake + commitments + search + runs + statistics + research + upkeep + components + measurements,
  },
];
