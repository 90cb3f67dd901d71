// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import type { RouteInput } from '../../contract/index.ts';
import { useChosenRows } from '../choosing/index.ts';
import { exampleTask, renderPage } from '../testing/index.ts';
import { StudiesChosenBar } from './StudiesChosenBar.tsx';

const goes = { patients: 1, studies: 2, series: 2, instances: 12, bytes: 12 };
const names = [
  { id: 'a', name: 'Adler' },
  { id: 'b', name: 'Bauer' },
];

/** Two studies, which leave the list while one is asked about them. */
function show() {
  const deleted: RouteInput<'studies.delete'>[] = [];
  let previews = 0;
  function List() {
    const [shown, setShown] = useState(names);
    const chosen = useChosenRows({ shown: shown.map(({ id }) => id) });
    return (
      <>
        <StudiesChosenBar chosen={chosen} part="studies" shown={shown} />
        <button type="button" onClick={() => setShown(shown.slice(1))}>
          Remove the first
        </button>
      </>
    );
  }
  const user = renderPage(<List />, {
    'peers.list': () => [],
    'studies.preview_delete': () => {
      previews += 1;
      return {
        goes,
        arriving: 0,
        runsKept: 0,
        inputCopies: { runs: 1, bytes: 1 },
        activeRuns: [],
        activeRunCount: 0,
        inUse: [],
        staysInOrthanc: false,
        upTo: 7,
      };
    },
    'studies.delete'(request) {
      deleted.push(request);
      return { ...exampleTask, kind: 'delete' as const };
    },
    'studies.preview_export': () => ({ goes, findings: [], freeBytes: 1, anonymizers: [] }),
  });
  const leave = () => fireEvent.click(screen.getByText('Remove the first'));
  return { user, deleted, previews: () => previews, leave };
}

test('a question stays the same while what it is about leaves the list', async () => {
  const { user, deleted, previews, leave } = show();
  expect(screen.queryByRole('button', { name: /Delete/ })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Choose the 2 shown' }));
  await user.click(screen.getByRole('button', { name: /Delete/ }));
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('checkbox'));
  leave();
  leave();
  expect(within(dialog).getByRole<HTMLInputElement>('checkbox').checked).toBe(true);
  expect(within(dialog).getByText('Adler')).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Delete 12 images' }));
  await waitFor(() => expect(deleted).toMatchObject([{ studies: ['a', 'b'], inputCopies: true }]));
  expect(previews()).toBe(1);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('what was typed for an export stays where the last chosen study leaves the list', async () => {
  const { user, leave } = show();
  await user.click(screen.getByRole('button', { name: 'Choose the 2 shown' }));
  await user.click(screen.getByRole('button', { name: /Export/ }));
  const folder = await screen.findByRole<HTMLInputElement>('textbox', { name: 'In the folder' });
  fireEvent.change(folder, { target: { value: '/typed' } });
  leave();
  leave();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'In the folder' }).value).toBe('/typed');
});
