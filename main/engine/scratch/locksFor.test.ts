import { expect, it } from 'vitest';
import { createTinyRuntime } from '../dispatch/testing/index.ts';
import { locksFor } from './locksFor.ts';

it('each channel has the lock of the environment that serves it, one that fails has none', async () => {
  const runtime = createTinyRuntime();
  runtime.environmentList = ['base', 'torch', 'broken'].map((name) => ({
    name,
    channels: [name === 'base' ? '*' : name],
    slots: 1,
    description: '',
  }));
  const { lock } = runtime;
  runtime.lock = async (name) => {
    if (name === 'broken') throw new Error('no Python');
    return { ...(await lock(name)), executable: name };
  };
  const locks = await locksFor(runtime, ['default', 'torch', 'default', 'broken']);
  expect([...locks].map(([channel, found]) => [channel, found?.executable ?? null])).toEqual([
    ['default', 'base'],
    ['torch', 'torch'],
    ['broken', null],
  ]);
  runtime.environmentList = [];
  expect([...(await locksFor(runtime, ['default'])).values()]).toEqual([null]);
});
