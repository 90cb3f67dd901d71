import { expect, test } from 'vitest';
import { looksOf } from './containerTones.ts';

test('a container that runs but is not well does not look as if all were well', () => {
  expect(looksOf({ state: 'running', health: 'unhealthy', problem: null }).tone).toBe('warning');
  expect(looksOf({ state: 'running', health: 'starting', problem: null }).label).toBe('Starting');
  expect(looksOf({ state: 'running', health: null, problem: null }).tone).toBe('succeeded');
});

test('the health that a stopped container had once says nothing about it now', () => {
  expect(looksOf({ state: 'exited', health: 'unhealthy', problem: null })).toEqual({
    tone: 'cancelled',
    label: 'Stopped',
  });
});

test('a container with a problem is marked, whatever its state', () => {
  const problem = {
    code: 'image-missing' as const,
    message: 'gone',
    advice: 'build',
    command: null,
    details: null,
  };
  expect(looksOf({ state: 'created', health: null, problem }).tone).toBe('failed');
});
