// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { finding, type RouteInput } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { RestoreWizard } from './RestoreWizard.tsx';
import type { BackupFile } from './useBackupFile.ts';

const backup: BackupFile = {
  name: 'Demo',
  at: 0,
  productVersion: '1',
  folder: '/old/Demo',
  parts: { data: true, runs: true, trials: true },
  hasSecrets: false,
  bytes: 1,
  counts: { files: 1, patients: 1, studies: 1, instances: 1, runs: 1 },
  services: [],
  workers: [],
  target: '/home/Demo',
  findings: [],
};

const pageOf = (title: string) => screen.queryByRole('heading', { level: 2, name: title });

/** Shows the wizard and types the file; `asked` gets what the engine is asked then. */
async function begin(asked: RouteInput<'applications.inspect_backup'>[]) {
  const user = renderPage(<RestoreWizard />, {
    'applications.inspect_backup': (input) => {
      asked.push(input);
      const findings =
        input.name === 'taken' ? [finding('error', 'x', 'That name is taken.', { field: 'name' })] : [];
      return { ...backup, target: input.folder ?? backup.target, findings };
    },
  });
  await user.type(screen.getByRole('textbox', { name: /^Backup file/ }), '/b.zip');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ file: '/b.zip' }));
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await screen.findByRole('heading', { level: 2, name: 'Name and place' });
  return user;
}

test('a base folder without a name gets the name of the backup, and is not looked at itself', async () => {
  const asked: RouteInput<'applications.inspect_backup'>[] = [];
  const user = await begin(asked);
  await user.type(screen.getByRole('textbox', { name: /^Base folder/ }), '/base');
  await screen.findByText('/base/Demo');
  expect(asked.map(({ folder }) => folder).filter((folder) => folder?.endsWith('/') === true)).toEqual([]);
});

test('a name that was typed last is looked at before anybody goes on', async () => {
  const user = await begin([]);
  await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'taken{Enter}');
  expect(await screen.findByText('That name is taken.')).toBeTruthy();
  expect(pageOf('Name and place')).not.toBeNull();
});
