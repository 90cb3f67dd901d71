import { describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../../workers/index.ts';
import { createBuildSteps } from './buildSteps.ts';
import { readClassicOutput } from './classicOutput.ts';

/** What is told of a classic stream, however its pieces are cut. */
function readAll(
  text: string,
  isFailed = false,
  pieceLength = 7,
): { events: BuildEvent[]; images: string[] } {
  const events: BuildEvent[] = [];
  const steps = createBuildSteps((event) => events.push(event));
  const reader = readClassicOutput(steps);
  for (let at = 0; at < text.length; at += pieceLength) reader.stream(text.slice(at, at + pieceLength));
  reader.end();
  steps.end(isFailed);
  return { events, images: reader.images() };
}
const steps = (events: readonly BuildEvent[]) =>
  events.flatMap((event) =>
    event.kind === 'step' ? [`${event.number}/${event.total} ${event.text}: ${event.state}`] : [],
  );
const output = (events: readonly BuildEvent[]) =>
  events.flatMap((event) => (event.kind === 'output' ? [`${event.step}: ${event.text}`] : []));

describe('what builders say', () => {
  it('of Docker becomes steps with their output, cut anywhere, in colour, or with the bar of a download', () => {
    const { events, images } = readAll(
      [
        'Step 1/3 : FROM debian\n',
        ' ---> 0123456789ab\n',
        'Step 2/3 : RUN ls\n',
        ' ---> Using cache\n',
        ' ---> 1123456789ab\n',
        'Step 3/3 : RUN pip install x\n',
        ' ---> Running in 2123456789ab\n',
        '\u001b[91mERROR: no\n\u001b[0m',
        ' 10%\r 50%\r100%\n',
        '\u001b[0mRemoving intermediate container 2123456789ab\n',
        'last words without an end',
      ].join(''),
      true,
    );
    expect(steps(events)).toEqual([
      '1/3 FROM debian: running',
      '1/3 FROM debian: done',
      '2/3 RUN ls: running',
      '2/3 RUN ls: cached',
      '3/3 RUN pip install x: running',
      '3/3 RUN pip install x: failed',
    ]);
    expect(output(events)).toEqual(['3: ERROR: no', '3: 100%', '3: last words without an end']);
    expect(images).toEqual(['0123456789ab', '1123456789ab']);
  });

  it('of Podman becomes the same, with steps that are counted anew in each stage', () => {
    const { events } = readAll(
      [
        '[1/2] STEP 1/2: FROM debian AS base\n',
        '[1/2] STEP 2/2: RUN ls\n',
        '--> Using cache 0123456789abcdef\n',
        '--> 0123456789ab\n',
        '[2/2] STEP 1/2: FROM base\n',
        '[2/2] STEP 2/2: RUN id\n',
        'uid=0(root)\n',
        '[2/2] COMMIT x\n',
        '--> 3123456789ab\n',
      ].join(''),
    );
    expect(steps(events).filter((step) => !step.endsWith('running'))).toEqual([
      '1/2 FROM debian AS base: done',
      '2/2 RUN ls: cached',
      '3/3 FROM base: done',
      '4/4 RUN id: done',
    ]);
    expect(output(events)).toEqual(['4: uid=0(root)']);
  });
});
