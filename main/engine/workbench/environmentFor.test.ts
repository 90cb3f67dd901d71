import { expect, it } from 'vitest';
import { environmentFor } from './environmentFor.ts';

const environments = [
  { name: 'first', channels: ['other'] },
  { name: 'rest', channels: ['*'] },
  { name: 'torch', channels: ['gpu'] },
];

it('opens a job in the environment in which it ran, whatever serves its channel now', () => {
  expect(environmentFor(environments, 'first', 'gpu')).toEqual({ environment: 'first', why: [] });
});

it.each([
  ['gpu', 'torch'],
  ['other', 'first'],
  ['default', 'rest'],
])('opens one of which nothing was recorded in the one that serves its channel "%s"', (channel, name) => {
  expect(environmentFor(environments, null, channel)).toEqual({
    environment: name,
    why: [`In which environment it ran was not recorded: "${name}" is used, which serves its channel now.`],
  });
});

it('takes the one that serves its channel in place of one that is gone, and says so', () => {
  const { environment, why } = environmentFor(environments, 'old', 'gpu');
  expect(environment).toBe('torch');
  expect(why).toEqual([
    'The environment "old" in which it ran is not there any more: "torch" is used, which serves its channel now.',
  ]);
});

it('refuses where none serves its channel', () => {
  expect(() => environmentFor(environments.slice(0, 1), null, 'gpu')).toThrow('channel "gpu"');
});
