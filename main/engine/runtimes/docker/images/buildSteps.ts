import type { BuildEvent } from '../../../workers/index.ts';

type StepState = 'running' | 'done' | 'cached' | 'failed';

/** Keeps the steps of one build, numbers them as they appear, and tells of each change once. */
export interface BuildSteps {
  /** @param key by which the builder knows the step */
  set(key: string, text: string, state: StepState): void;
  /** Output as it comes; told by whole lines. */
  output(key: string | null, text: string): void;
  /** Steps that the builder has announced. */
  expect(total: number): void;
  /** The end: what is left of output, and what became of a step that nothing more was heard of. */
  end(isFailed: boolean): void;
}

export function createBuildSteps(onEvent: (event: BuildEvent) => void): BuildSteps {
  const steps = new Map<string, { number: number; text: string; state: StepState }>();
  const rests = new Map<number, string>();
  let total = 0;

  function tell(step: { number: number; text: string; state: StepState }): void {
    total = Math.max(total, step.number);
    onEvent({ kind: 'step', total, ...step });
  }
  function finishLine(number: number): void {
    const rest = rests.get(number) ?? '';
    rests.delete(number);
    if (rest !== '') onEvent({ kind: 'output', step: number, text: rest });
  }
  return {
    set(key, text, state) {
      const known = steps.get(key);
      if (known?.state === state) return;
      const step = { number: known?.number ?? steps.size + 1, text, state };
      steps.set(key, step);
      if (state !== 'running') finishLine(step.number);
      tell(step);
    },
    output(key, text) {
      const number = key === null ? 0 : (steps.get(key)?.number ?? 0);
      const lines = withoutColours(`${rests.get(number) ?? ''}${text}`).split('\n');
      rests.set(number, lines.pop() ?? '');
      for (const line of lines)
        onEvent({ kind: 'output', step: number, text: line.replace(/^[^\n]*\r(?=[^\r])/, '').trimEnd() });
    },
    expect(announced) {
      total = Math.max(total, announced);
    },
    end(isFailed) {
      for (const number of rests.keys()) finishLine(number);
      const open = [...steps.values()].filter(({ state }) => state === 'running');
      for (const step of open) tell({ ...step, state: isFailed ? 'failed' : 'done' });
    },
  };
}

/** Builders colour what was said on stderr. */
export function withoutColours(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the escape character is what begins a colour
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
}
