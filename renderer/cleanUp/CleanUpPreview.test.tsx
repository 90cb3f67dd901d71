// @vitest-environment happy-dom
import { Notifications } from '@mantine/notifications';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderPage } from '../testing/index.ts';
import { CleanUpPreview } from './CleanUpPreview.tsx';

test('what could not be removed stays to be read, and is not told among good news', async () => {
  const preview = { bytes: 5, parts: [{ part: 'logs', count: 1, bytes: 5 }], problems: [] };
  const user = renderPage(
    <>
      <CleanUpPreview options={undefined} />
      <Notifications />
    </>,
    {
      'retention.preview': () => preview as never,
      'retention.clean_up': () => ({ ...preview, problems: ['The logs of run 7 are in use.'] }) as never,
    },
  );
  await user.click(screen.getByRole('button', { name: 'Show what would be removed' }));
  await user.click(await screen.findByRole('button', { name: 'Remove it now' }));
  const dialog = await screen.findByRole('dialog', { name: 'Remove it now?' });
  await user.click(within(dialog).getByRole('button', { name: 'Remove it now' }));
  const told = await screen.findByText('The logs of run 7 are in use.');
  expect(told.closest('[role="alert"]')?.textContent).toContain('Removed 5 B.');
  // Good news has no title.
  expect(told.className).toContain('title');
});
