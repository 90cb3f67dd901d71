import { expect, test } from 'vitest';
import type { BuildLog, BuildStep } from '../../../../contract/index.ts';
import { emptyBuild, extendBuild, stepOfInterest } from './buildDocument.ts';

const step = (number: number, state: BuildStep['state']): BuildStep => ({
  number,
  text: `RUN ${number}`,
  state,
});

function stretch(lines: BuildLog['lines'], nextOffset: number, steps: BuildStep[] = []): BuildLog {
  return { steps, lines, nextOffset, problem: null };
}

test('lines of a step that goes on in the next stretch stay with the step, in their order', () => {
  const first = extendBuild(
    emptyBuild,
    stretch(
      [
        { step: 0, text: 'pulling' },
        { step: 1, text: 'a' },
      ],
      40,
      [step(1, 'running')],
    ),
  );
  const second = extendBuild(
    first,
    stretch(
      [
        { step: 1, text: 'b' },
        { step: 2, text: 'c' },
      ],
      80,
      [step(1, 'done'), step(2, 'running')],
    ),
  );
  expect([...second.output]).toEqual([
    [0, ['pulling']],
    [1, ['a', 'b']],
    [2, ['c']],
  ]);
  expect(second.offset).toBe(80);
  expect(first.output.get(1), 'what is on show is not changed behind its back').toEqual(['a']);
});

test('a step that prints without end keeps its newest lines, so that the window does not fill up', () => {
  const lines = Array.from({ length: 20_500 }, (_, index) => ({ step: 3, text: String(index) }));
  const kept = extendBuild(emptyBuild, stretch(lines, 1)).output.get(3);
  expect(kept).toHaveLength(20_000);
  expect(kept?.at(-1)).toBe('20499');
});

test('the step that failed is shown, though the builder named others after it', () => {
  expect(stepOfInterest([])).toBeNull();
  expect(stepOfInterest([step(1, 'cached'), step(2, 'running')])).toBe(2);
  expect(stepOfInterest([step(1, 'done'), step(2, 'failed'), step(3, 'running')])).toBe(2);
});
