// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '../../testing/index.ts';
import { installCommand } from './installCommand.ts';
import { InstallServiceWizard } from './InstallServiceWizard.tsx';
import { emptyInstall, keptInstall } from './sourceForm.ts';
import { emptySource, sourceOf } from './sourceValues.ts';
import { identityOf } from '../../fetching/index.ts';

test('a password in the address of a repository is neither in the draft nor in the command', async () => {
  const user = renderPage(<InstallServiceWizard />);
  await user.click(screen.getByRole('radio', { name: 'Git repository' }));
  await user.type(screen.getByLabelText(/^Address/), 'https://ada:hunter2@git.example/a.git');
  expect(screen.getByLabelText(/^Remember user name and password/)).toBeTruthy();
  const kept = JSON.stringify(localStorage);
  expect(kept).toContain('https://git.example/a.git');
  expect(kept).not.toContain('hunter2');
});

test('what was fetched with a password is not fetched again once the draft is opened without it', () => {
  const git = { ...emptySource.git, url: 'https://ada:hunter2@git.example/a.git' };
  const source = { ...emptySource, kind: 'git' as const, git };
  const kept = keptInstall({
    ...emptyInstall,
    source,
    fetched: { id: '1', of: identityOf(sourceOf(source)) },
  });
  expect(kept.fetched).toEqual({ id: '1', of: identityOf(sourceOf(kept.source)) });
  expect(JSON.stringify(kept)).not.toContain('hunter2');
});

test('the command that is shown has no password', () => {
  const git = { ...emptySource.git, url: 'https://ada:hunter2@git.example/a.git' };
  const values = { ...emptyInstall, source: { ...emptySource, kind: 'git' as const, git } };
  const about = { what: 'worker' as const, application: 'Demo', name: null, subfolder: 'a', replace: true };
  expect(installCommand({ ...about, values })).toEqual(
    'install worker --app Demo --git --path https://git.example/a.git --sub-path a --replace'.split(' '),
  );
});
