import { withoutColours } from './buildSteps.ts';
import type { BuildSteps } from './buildSteps.ts';

/** `Step 2/7 : RUN x` of Docker; `STEP 2/7: RUN x` and `[1/3] STEP 2/4: RUN x` of Podman. */
const stepLine = /^(?:\[(\d+)\/\d+\] )?step (\d+)\/(\d+) ?: (.*)$/i;
/** ` ---> Using cache`, ` ---> 0123456789ab`, `--> Using cache 0123…`, `--> 0123…`. */
const outcomeLine = /^ ?-{2,3}> (.*)$/;
const imageId = /\b([0-9a-f]{12,64})\b/;

/** Reads what the classic builder and Podman say: one step after the other. */
export function readClassicOutput(steps: BuildSteps): {
  stream(text: string): void;
  end(): void;
  images(): string[];
} {
  const images: string[] = [];
  let current: { key: string; text: string } | null = null;
  let rest = '';

  function read(line: string): void {
    const [, stage = '1', number = '', total = '', text = ''] = stepLine.exec(line) ?? [];
    if (number !== '') {
      if (current !== null) steps.set(current.key, current.text, 'done');
      current = { key: `${stage}/${number}`, text };
      if (stage === '1') steps.expect(Number(total));
      steps.set(current.key, text, 'running');
      return;
    }
    const said = outcomeLine.exec(line)?.[1];
    if (said === undefined) {
      if (
        !/^(?:Removing intermediate container |Successfully (?:built|tagged) |(?:\[\d+\/\d+\] )?COMMIT )/.test(
          line,
        ) &&
        line.trim() !== ''
      )
        steps.output(current?.key ?? null, `${line}\n`);
      return;
    }
    const id = said.startsWith('Running in') ? undefined : imageId.exec(said)?.[1];
    if (id !== undefined) images.push(id);
    if (current !== null && said.startsWith('Using cache')) {
      steps.set(current.key, current.text, 'cached');
      current = null;
    }
  }
  return {
    stream(text) {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) read(withoutColours(line));
    },
    /** The end: what came last need not end with a line break. */
    end() {
      if (rest !== '') read(rest);
      rest = '';
    },
    images: () => images,
  };
}
