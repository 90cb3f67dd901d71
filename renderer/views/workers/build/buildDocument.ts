import type { BuildLog, BuildProblem, BuildStep } from '../../../../contract/index.ts';

/** What a build has said, put together from stretches. */
export interface BuildDocument {
  steps: BuildStep[];
  /** Lines by step; 0: before the first. */
  output: Map<number, string[]>;
  /** Where to read on. */
  offset: number;
  problem: BuildProblem | null;
}

export const emptyBuild: BuildDocument = { steps: [], output: new Map(), offset: 0, problem: null };

/** Lines kept of one step: the newest. */
const mostLines = 20_000;

/** The document with one stretch more. Stretches are handed in one after the other. */
export function extendBuild(build: BuildDocument, stretch: BuildLog): BuildDocument {
  const output = new Map(build.output);
  const grown = new Set<number>();
  for (const { step, text } of stretch.lines) {
    // A list is copied once for each stretch, not for each line.
    const lines = grown.has(step) ? output.get(step) : [...(output.get(step) ?? [])];
    if (lines === undefined) continue;
    lines.push(text);
    grown.add(step);
    output.set(step, lines);
  }
  for (const step of grown) {
    const lines = output.get(step) ?? [];
    if (lines.length > mostLines) output.set(step, lines.slice(-mostLines));
  }
  return { steps: stretch.steps, output, offset: stretch.nextOffset, problem: stretch.problem };
}

/** The step that is worth a look: the one that failed, else the newest; null before the first. */
export function stepOfInterest(steps: BuildStep[]): number | null {
  const failed = steps.find(({ state }) => state === 'failed');
  return (failed ?? steps.at(-1))?.number ?? null;
}
