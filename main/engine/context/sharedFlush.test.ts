import { describe, expect, it } from 'vitest';
import { shareFlush } from './sharedFlush.ts';

/** A flush that is ended by hand. */
function handFlush() {
  const ends: { done: () => void; fail: (cause: Error) => void }[] = [];
  const flushed = shareFlush(() => new Promise<void>((done, fail) => ends.push({ done, fail })));
  return { ends, flushed };
}

describe('a shared flush', () => {
  it('never counts one for a caller that began before the call: its bytes may have come too late', async () => {
    const { ends, flushed } = handFlush();
    const first = flushed();
    let isSecondDone = false;
    const second = flushed().then(() => (isSecondDone = true));
    ends[0]!.done();
    await first;
    await new Promise(setImmediate);
    expect(isSecondDone).toBe(false);
    ends[1]!.done();
    await second;
  });

  it('is one for all who wait, however many they are', async () => {
    const { ends, flushed } = handFlush();
    const all = [flushed(), flushed(), flushed(), flushed()];
    ends[0]!.done();
    await all[0];
    await new Promise(setImmediate);
    expect(ends).toHaveLength(2);
    ends[1]!.done();
    await Promise.all(all);
  });

  it('fails those who wait for the one that fails, and nobody else', async () => {
    const { ends, flushed } = handFlush();
    const first = flushed();
    const second = flushed();
    ends[0]!.fail(new Error('disk'));
    await expect(first).rejects.toThrow('disk');
    await new Promise(setImmediate);
    ends[1]!.done();
    await second;
    const third = flushed();
    ends[2]!.done();
    await third;
  });
});
