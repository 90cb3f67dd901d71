// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { GoldenCase } from '../../../contract/index.ts';
import { exampleTask, renderPage } from '../../testing/index.ts';
import { GoldenCases } from './GoldenCases.tsx';

const why = 'It waits for 1 graphics card; now in use by "lung" of the application "Other".';

test('a check of golden cases tells what it waits for, and can be stopped meanwhile', async () => {
  const golden: GoldenCase = {
    id: 'g',
    name: 'phantom',
    service: 'lung',
    jobName: 'lung',
    entity: null,
    jobRun: 'j',
    absolute: 0,
    relative: 0,
    accepted: { state: 'succeeded', result: null, error: null, files: [] },
    createdAt: 1,
    acceptedAt: 1,
    lastCheck: null,
  };
  const task = { ...exampleTask, id: 't', kind: 'golden', problem: why } as const;
  const stopped: string[] = [];
  const user = renderPage(<GoldenCases service="lung" />, {
    'golden.list': () => [golden],
    'golden.check': () => task,
    'tasks.get': () => task,
    'tasks.cancel': (input) => {
      stopped.push(input.task);
      return { ...task, state: 'cancelled', problem: null };
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Check' }));
  await screen.findByText(why);
  await user.click(screen.getByRole('button', { name: /^Stop/ }));
  expect(stopped).toEqual(['t']);
});
