// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SaveBar } from '../forms/index.ts';
import { readLanguageChoice } from '../language/index.ts';
import { renderPage } from '../testing/index.ts';
import { LanguageSwitch } from './LanguageSwitch.tsx';

function show(isChanged: boolean) {
  const reload = vi.spyOn(window.location, 'reload').mockImplementation(() => undefined);
  onTestFinished(() => {
    reload.mockRestore();
  });
  const user = renderPage(
    <>
      <SaveBar changed={isChanged} saving={false} problem={null} onDiscard={() => undefined} />
      <LanguageSwitch />
    </>,
  );
  return { user, reload };
}

test('another language loads the page anew, and asks before where something is not saved', async () => {
  const { user, reload } = show(true);
  await user.click(screen.getByRole('radio', { name: 'Deutsch' }));
  const dialog = await screen.findByRole('dialog', { name: 'Change the language?' });
  expect(reload).not.toHaveBeenCalled();
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(readLanguageChoice()).toBe('system');
  await user.click(screen.getByRole('radio', { name: 'Deutsch' }));
  await user.click(await screen.findByRole('button', { name: 'Change without saving' }));
  await expect.poll(() => reload.mock.calls.length).toBe(1);
  expect(readLanguageChoice()).toBe('de');
});

test('nothing is asked where everything is saved', async () => {
  const { user, reload } = show(false);
  await user.click(screen.getByRole('radio', { name: 'Deutsch' }));
  await expect.poll(() => reload.mock.calls.length).toBe(1);
});
