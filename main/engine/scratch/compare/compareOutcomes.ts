import type { JsonValue, OutcomeComparison } from '../../../../contract/index.ts';
import { compareFiles } from './compareFiles.ts';
import type { ComparedFile } from './compareFiles.ts';
import { compareValues } from './compareValues.ts';
import type { Tolerance } from './compareValues.ts';

/** Differences of a result that are kept. */
const mostDifferences = 500;

/** How a job ended, as far as it is compared. */
export interface Outcome {
  jobName: string;
  state: string;
  result: JsonValue;
  error: { type: string; message: string } | null;
  files: readonly ComparedFile[];
  durationMs: number | null;
}

/** Compares how the same job ended twice. */
export async function compareOutcomes(
  before: Outcome,
  after: Outcome,
  tolerance?: Tolerance,
): Promise<OutcomeComparison> {
  const differences = compareValues(before.result, after.result, tolerance);
  const files = await compareFiles(before.files, after.files);
  const state = stateDifference(before, after);
  return {
    same: state === null && differences.length === 0 && files.every((file) => file.change === 'same'),
    state,
    result: differences.slice(0, mostDifferences),
    resultDifferenceCount: differences.length,
    files,
    duration: { before: before.durationMs, after: after.durationMs },
  };
}

function stateDifference(before: Outcome, after: Outcome): string | null {
  const [was, is] = [inWords(before), inWords(after)];
  return was === is ? null : `"${after.jobName}" ended as ${was} before, and as ${is} now.`;
}

function inWords({ state, error }: Outcome): string {
  return error === null ? state : `${state} (${error.type}: ${error.message})`;
}
