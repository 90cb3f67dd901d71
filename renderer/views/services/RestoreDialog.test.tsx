// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import type { RouteInput } from '../../../contract/index.ts';
import { exampleTask, renderPage } from '../../testing/index.ts';
import { RestoreDialog } from './RestoreDialog.tsx';

test('a backup that would take the place of a service does so only when that was asked for', async () => {
  const opened: RouteInput<'sources.open'>['source'][] = [];
  const asked: RouteInput<'services.restore'>[] = [];
  const user = renderPage(<RestoreDialog opened onClose={() => undefined} />, {
    'tasks.get': () => exampleTask,
    'sources.open': ({ source }) => {
      opened.push(source);
      return { ...exampleTask, id: 's1' };
    },
    'sources.get': () => ({
      id: 's1',
      state: 'ready',
      folder: '/fetched/lung',
      origin: null,
      suggestedName: 'lung',
      holds: 'service',
      candidates: [],
      problem: null,
    }),
    'services.restore': (input) => {
      asked.push(input);
      throw new EngineError('service-exists', 'There is a service "lung" already.');
    },
  });
  await user.type(screen.getByRole('textbox', { name: 'Backup' }), '/backups/lung.TAR.GZ{Enter}');
  await user.click(await screen.findByRole('button', { name: 'Restore' }));
  expect(await screen.findByText('There is a service "lung" already.')).toBeTruthy();
  await user.click(screen.getByRole('switch', { name: /^Take the place/ }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'lung{Enter}');
  expect(opened).toEqual([{ kind: 'archive', path: '/backups/lung.TAR.GZ' }]);
  expect(asked).toEqual([
    { application: 'demo', source: { staged: 's1' }, replace: false },
    { application: 'demo', source: { staged: 's1' }, replace: true, name: 'lung' },
  ]);
});
