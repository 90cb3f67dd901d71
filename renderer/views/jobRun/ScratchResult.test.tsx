// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ScratchDetail } from '../../../contract/index.ts';
import { exampleTask, renderPage } from '../../testing/index.ts';
import { ScratchResult } from './ScratchResult.tsx';

const why = 'It waits for 1 graphics card; now in use by "lung" of the application "Other".';

test('a scratch run tells what it waits for, and can be stopped meanwhile', async () => {
  const scratch: ScratchDetail = {
    id: 's',
    number: 1,
    kind: 'scratch',
    state: 'running',
    service: 'lung',
    origin: null,
    serviceVersion: 'v',
    level: 'study',
    key: 'k',
    PatientID: 'P',
    PatientName: 'N',
    run: null,
    runNumber: null,
    createdAt: 1,
    finishedAt: null,
    problem: why,
    dataFolder: '/data',
    jobs: [],
  };
  const stopped: string[] = [];
  const user = renderPage(<ScratchResult application="demo" scratch="s" />, {
    'scratch.get': () => scratch,
    'tasks.cancel': ({ task }) => {
      stopped.push(task);
      return { ...exampleTask, id: task, kind: 'scratch', state: 'cancelled' };
    },
  });
  expect((await screen.findByText(why)).tagName).toBe('OUTPUT');
  await user.click(screen.getByRole('button', { name: /^Stop/ }));
  expect(stopped).toEqual(['s']);
});
