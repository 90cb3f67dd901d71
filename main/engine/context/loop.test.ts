import { describe, expect, it } from 'vitest';
import { silentLogger } from './logger.ts';
import { startLoop } from './loop.ts';

describe('a loop', () => {
  it('looks once more when woken during a look, so that nothing that became due meanwhile is missed', async () => {
    let looks = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const loop = startLoop({
      name: 'test',
      log: silentLogger,
      look: async () => {
        looks += 1;
        if (looks === 1) await held;
        return null;
      },
    });
    loop.wake();
    loop.wake();
    release();
    await loop.idle();
    expect(looks).toBe(2);
    await loop.close();
  });

  it('looks again by itself at the time a look named', async () => {
    const seen = await new Promise<number>((resolve) => {
      let looks = 0;
      const loop = startLoop({
        name: 'test',
        log: silentLogger,
        look: async () => {
          looks += 1;
          if (looks < 2) return Date.now() + 5;
          void loop.close();
          resolve(looks);
          return null;
        },
      });
    });
    expect(seen).toBe(2);
  });

  it('tries again after a look that failed, so that one error does not stop a room for good', async () => {
    let looks = 0;
    await new Promise<void>((resolve) => {
      const loop = startLoop({
        name: 'test',
        log: silentLogger,
        look: async () => {
          looks += 1;
          if (looks === 1) throw new Error('first look fails');
          void loop.close();
          resolve();
          return null;
        },
      });
    });
    expect(looks).toBe(2);
  });

  it('does not look after it was closed', async () => {
    let looks = 0;
    const loop = startLoop({
      name: 'test',
      log: silentLogger,
      look: async () => {
        looks += 1;
        return Date.now();
      },
    });
    await loop.close();
    const before = looks;
    loop.wake();
    await loop.idle();
    expect(looks).toBe(before);
  });
});
