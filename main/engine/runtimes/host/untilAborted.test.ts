import { describe, expect, it } from 'vitest';
import { untilAborted } from './untilAborted.ts';

describe('waiting until aborted', () => {
  it('gives what the promise gives, its failure too', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve(1), signal)).toBe(1);
    await expect(untilAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('gives null once aborted, and a later failure of the promise is not left unhandled', async () => {
    const controller = new AbortController();
    let fail: (cause: Error) => void = () => undefined;
    const late = new Promise<number>((_resolve, reject) => (fail = reject));
    const waited = untilAborted(late, controller.signal);
    controller.abort();
    fail(new Error('late'));
    expect(await waited).toBeNull();
    expect(await untilAborted(Promise.reject(new Error('later')), controller.signal)).toBeNull();
  });
});
