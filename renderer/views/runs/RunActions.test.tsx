// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import type { RouteInput } from '../../../contract/index.ts';
import { useChosenRows } from '../../choosing/index.ts';
import { renderPage } from '../../testing/index.ts';
import { RunActions } from './RunActions.tsx';

function List() {
  const [shown, setShown] = useState(['a', 'b']);
  const chosen = useChosenRows({ shown });
  return (
    <>
      <button type="button" onClick={() => chosen.choose(shown)}>
        Choose
      </button>
      <button type="button" onClick={() => setShown(['c'])}>
        Read again
      </button>
      <RunActions chosen={chosen} total={2} choice={() => ({ runs: [...chosen.ids] })} />
    </>
  );
}

test('what it was asked about is meant, also where that leaves the list before the answer', async () => {
  const cancel = vi.fn((_input: RouteInput<'job_runs.cancel'>) => ({
    cancelled: 2,
    ending: 0,
    skipped: 0,
    alreadyEnded: 0,
    cleanUp: 0,
    runs: 2,
  }));
  const user = renderPage(<List />, { 'job_runs.cancel': cancel });
  await user.click(screen.getByRole('button', { name: 'Choose' }));
  await user.click(screen.getByRole('button', { name: 'Cancel…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Cancel what is open: 2 chosen?' });
  fireEvent.click(screen.getByText('Read again'));
  await user.click(within(dialog).getByRole('button', { name: 'Cancel…' }));
  await waitFor(() => expect(cancel).toHaveBeenCalledTimes(1));
  expect(cancel.mock.calls[0]?.[0].choice).toEqual({ runs: ['a', 'b'] });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
