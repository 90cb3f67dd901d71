import { getEventListeners } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { firstAnswer } from './index.ts';

function start(code: string): Worker {
  const worker = new Worker(code, { eval: true, execArgv: [] });
  onTestFinished(async () => void (await worker.terminate()));
  return worker;
}

it('is the first message, and then nothing listens to the signal any more', async () => {
  const { signal } = new AbortController();
  const worker = start("require('node:worker_threads').parentPort.postMessage({ n: 1 });");
  expect(await firstAnswer(worker, signal)).toEqual({ n: 1 });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('fails where the thread ends without a word, and with what the thread failed by', async () => {
  const { signal } = new AbortController();
  await expect(firstAnswer(start('process.exit(0);'), signal)).rejects.toThrow('Its thread ended.');
  await expect(firstAnswer(start("throw new Error('no memory');"), signal)).rejects.toThrow('no memory');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('fails with the reason of its signal', async () => {
  const ends = new AbortController();
  const asked = firstAnswer(start('setInterval(() => undefined, 1000);'), ends.signal);
  const reason = new Error('It took too long.');
  ends.abort(reason);
  await expect(asked).rejects.toBe(reason);
});
