// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { RouteInput, SourceOrigin } from '../../../../contract/index.ts';
import { exampleTask, renderPage } from '../../../testing/index.ts';
import { UpdateTab } from './index.ts';

const source: SourceOrigin = {
  kind: 'git',
  path: null,
  url: 'https://git.example/workers.git',
  ref: 'main',
  commit: 'abc',
  submodules: false,
  subfolder: 'gpu',
  contentHash: '',
};
const change = { path: 'settings.json', change: 'changed', sizeBefore: 1, sizeAfter: 2, diff: null } as const;

function show(worker: Parameters<typeof UpdateTab>[0]['worker'], isSame = false) {
  const opened: RouteInput<'sources.open'>['source'][] = [];
  const compared: unknown[] = [];
  const installed: unknown[] = [];
  const user = renderPage(<UpdateTab worker={worker} />, {
    'tasks.get': () => exampleTask,
    'sources.open': (input) => {
      opened.push(input.source);
      return { ...exampleTask, id: 's1' };
    },
    'sources.get': () => ({
      id: 's1',
      state: 'ready',
      folder: '/fetched/gpu',
      origin: source,
      suggestedName: 'gpu',
      holds: 'worker',
      candidates: [],
      problem: null,
    }),
    'workers.compare': (input) => {
      compared.push(input.with);
      return { isSame, files: isSame ? [] : [change], filesLeftOut: 0, findings: [] };
    },
    'workers.install': (input) => {
      installed.push(input);
      return { workers: [], tasks: [], problems: [] };
    },
  });
  return { user, opened, compared, installed };
}

test('a worker from a repository on the web is updated by what changed there, fetched as it was then', async () => {
  const { user, opened, compared, installed } = show({ name: 'gpu', source, origin: 'https://git.example' });
  await user.click(screen.getByRole('button', { name: 'Look for changes' }));
  expect(await screen.findByText('settings.json')).toBeTruthy();
  expect(opened).toEqual([
    { kind: 'git', url: 'https://git.example/workers.git', ref: 'main', subfolder: 'gpu', submodules: false },
  ]);
  expect(compared).toEqual([{ staged: 's1' }]);
  await user.click(screen.getByRole('button', { name: 'Update and build' }));
  await vi.waitFor(() =>
    expect(installed).toEqual([
      { application: 'demo', path: '/fetched/gpu', staged: 's1', name: 'gpu', replace: true },
    ]),
  );
});

test('nothing is built anew where nothing differs', async () => {
  const { user } = show({ name: 'gpu', source, origin: 'https://git.example' }, true);
  await user.click(screen.getByRole('button', { name: 'Look for changes' }));
  expect(await screen.findByText('Nothing differs.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Update and build' })).toHaveProperty('disabled', true);
});

test('a worker of which nobody knows where it came from is not looked for, but can be had from elsewhere', () => {
  show({ name: 'gpu', source: null, origin: 'a backup' });
  expect(screen.queryByRole('button', { name: 'Look for changes' })).toBeNull();
  expect(screen.getByRole('link', { name: 'From somewhere else…' })).toBeTruthy();
});
