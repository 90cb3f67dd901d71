// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { finding } from '../../../contract/index.ts';
import type { StagedSource, Task } from '../../../contract/index.ts';
import { exampleTask, renderPage } from '../../testing/index.ts';
import { InstallServiceWizard } from './InstallServiceWizard.tsx';

const task: Task = { ...exampleTask, id: 's1', state: 'succeeded' };

const candidates = ['first', 'second'].map((subfolder) => ({ subfolder, holds: 'service' as const }));

function staged(subfolder: string): StagedSource {
  return {
    id: 's1',
    state: 'ready',
    folder: `/services/${subfolder}`,
    origin: {
      kind: 'folder',
      path: '/services',
      url: null,
      ref: null,
      commit: null,
      submodules: true,
      subfolder,
      contentHash: '',
    },
    suggestedName: null,
    holds: subfolder === '' ? 'unknown' : 'service',
    candidates,
    problem: null,
  };
}

/** A folder of two services; `tried`: under which names they were looked at. */
async function begin(tried: (string | undefined)[] = []) {
  let chosen = '';
  const user = renderPage(<InstallServiceWizard />, {
    'services.list': () => [],
    'tasks.get': () => task,
    'sources.open': () => task,
    'sources.get': () => staged(chosen),
    'sources.choose': ({ subfolder = '' }) => staged((chosen = subfolder)),
    'services.inspect': ({ name }) => {
      tried.push(name);
      const wrong = finding('error', 'name-invalid', 'That is no name.', { field: 'name' });
      return {
        name: name ?? chosen,
        jobs: [],
        findings: name === 'no name' ? [wrong] : [],
        environments: [],
      };
    },
  });
  await user.type(screen.getByRole('textbox', { name: /^Folder/ }), '/services{Enter}');
  await screen.findByText('Choose which one to install.');
  return user;
}

async function choose(user: Awaited<ReturnType<typeof begin>>, folder: string) {
  await user.click(screen.getByRole('combobox', { name: 'It holds 2 folders that can be installed' }));
  await user.click(within(await screen.findByRole('listbox')).getByRole('option', { name: folder }));
}

const pageOf = (title: string) => screen.queryByRole('heading', { level: 2, name: title });

test('whoever chose the wrong one of several services chooses another', async () => {
  const user = await begin();
  for (const folder of ['first', 'second']) {
    await choose(user, folder);
    expect(await screen.findByText(folder, { selector: 'code' })).toBeTruthy();
  }
});

test('a name that is typed on the last page takes nobody back to the one before, and its error stands there', async () => {
  const tried: (string | undefined)[] = [];
  const user = await begin(tried);
  await choose(user, 'first');
  await screen.findByText('Nothing to remark.');
  await user.click(screen.getByRole('button', { name: 'Next' }));
  await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'no name{Enter}');
  expect(await screen.findByText('That is no name.')).toBeTruthy();
  expect(pageOf('Install')).not.toBeNull();
  expect(tried).toEqual([undefined, 'no name']);
});
