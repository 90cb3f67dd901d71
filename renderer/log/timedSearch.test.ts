import { Worker } from 'node:worker_threads';
import { onTestFinished, expect, test } from 'vitest';
import { createLogDocument } from './logDocument.ts';
import type { LogDocument } from './logDocument.ts';
import type { SearchedLines } from './searchLines.ts';
import { createTimedSearch } from './timedSearch.ts';

/** The page's worker in a thread of Node, whose messages have another face. */
const thread = `
  import { parentPort } from 'node:worker_threads';
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  globalThis.addEventListener = (_kind, hear) => parentPort.on('message', (data) => hear({ data }));
  await import(${JSON.stringify(new URL('searchWorker.ts', import.meta.url).href)});
`;
let started = 0;
function start(hear: (answer: SearchedLines) => void, fail: () => void, code = thread) {
  started += 1;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  worker.on('message', hear);
  worker.on('error', fail);
  return { post: (lines: unknown) => worker.postMessage(lines), end: () => void worker.terminate() };
}

function searchOf(log: LogDocument) {
  const search = createTimedSearch({ log, start, onChange: () => undefined, limitMs: 500 });
  onTestFinished(() => search.close());
  return search;
}
const lines = (...texts: string[]) => [{ at: 1, stream: 'stdout' as const, text: texts.join('\n') }];

test.each(['(a|a)*b', String.raw`(\w|\d)+!`, '((a+))+$', String.raw`\w*\w*\w*\w*\w*\w*!`])(
  '%s is given up where it takes too long, and the next expression is searched for',
  async (endless) => {
    const log = createLogDocument();
    log.append(lines(`${'a'.repeat(4000)}.`, `${'1'.repeat(4000)}.`, 'an error'));
    const search = searchOf(log);
    const [first, second] = [new RegExp(endless, 'giu'), /err\w+/giu];
    search.look(first);
    await expect.poll(() => search.matches(first).problem, { timeout: 20_000 }).toBe('endless');
    expect(search.matches(first)).toMatchObject({ lines: [], searchedTo: 0 });
    search.look(second);
    await expect.poll(() => search.matches(second).lines, { timeout: 20_000 }).toEqual([2]);
    expect(search.matches(first).problem).toBeNull();
  },
  60_000,
);

test('a log that grows is searched on, also in a line that was open, and not from the beginning', async () => {
  const log = createLogDocument();
  log.append(
    lines(...Array.from({ length: 25_000 }, (_, line) => (line % 1000 === 0 ? `step ${line}` : 'x')), 'st'),
  );
  const search = searchOf(log);
  const expression = /step \d+/giu;
  const before = started;
  search.look(expression);
  await expect.poll(() => search.matches(expression).searchedTo, { timeout: 20_000 }).toBe(25_001);
  expect(search.matches(expression)).toMatchObject({ hits: 25, problem: null });
  log.append(lines('ep 7', 'step 8', ''));
  search.look(expression);
  await expect
    .poll(() => search.matches(expression).lines.slice(-2), { timeout: 20_000 })
    .toEqual([25_000, 25_001]);
  expect(search.matches(expression).hits).toBe(27);
  expect(started - before).toBe(1);
}, 60_000);

test('a thread that cannot be started is told of, and the next expression is searched for in another', async () => {
  const log = createLogDocument();
  log.append(lines('an error', ''));
  let isBroken = true;
  const search = createTimedSearch({
    log,
    start: (hear, fail) => start(hear, fail, isBroken ? "throw new Error('out of memory')" : thread),
    onChange: () => undefined,
  });
  onTestFinished(() => search.close());
  search.look(/first/giu);
  await expect.poll(() => search.matches(/first/giu).problem, { timeout: 20_000 }).toBe('failed');
  isBroken = false;
  search.look(/err\w+/giu);
  await expect.poll(() => search.matches(/err\w+/giu).lines, { timeout: 20_000 }).toEqual([0]);
}, 60_000);
