import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { filterOptionsSchema } from '../../../../contract/index.ts';
import { buildInstance } from '../../../../scripts/phantom/index.ts';
import { createFilterThread } from './filterThread.ts';

const { signal } = new AbortController();
const rules = filterOptionsSchema.parse({ minimumInstances: 1 });

function writeInstance(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'filter-thread-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, '1.dcm');
  writeFileSync(file, buildInstance({}));
  return file;
}
function openThread() {
  const thread = createFilterThread();
  onTestFinished(() => thread.close());
  return thread;
}
/** What no option can be; it stands for a fault in the rules. */
const broken = { ...rules, junkWords: null as never };

it('a thread that dies takes those questions with it that it had, and the next ones get another', async () => {
  const thread = openThread();
  const series = [[writeInstance()]];
  const asked = [thread.judge(series, broken, signal), thread.judge(series, rules, signal)];
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes).toMatchObject([
    { status: 'rejected', reason: { code: 'internal', message: 'The filters could not be asked.' } },
    { status: 'rejected' },
  ]);
  expect(await thread.judge(series, rules, signal)).toEqual([{ passes: [true], keptOut: [] }]);
});

it('closing it ends what is being asked instead of leaving somebody waiting', async () => {
  const thread = openThread();
  const file = writeInstance();
  const asked = thread.judge([Array<string>(20_000).fill(file)], rules, signal);
  const ended = asked.catch((cause: unknown) => cause);
  // The question is on its way once the names of tags are looked up.
  await thread.judge([], rules, AbortSignal.abort()).catch(() => undefined);
  await thread.close();
  expect(await ended).toMatchObject({ code: 'internal' });
});

it('answers questions side by side, each with its own rules', async () => {
  const thread = openThread();
  const series = [[writeInstance()]];
  const answers = await Promise.all(
    [rules, { ...rules, modalities: ['MR'] }, rules].map((one) => thread.judge(series, one, signal)),
  );
  expect(answers.map((answer) => answer[0]?.passes)).toEqual([[true], [false], [true]]);
});
