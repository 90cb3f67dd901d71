// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Chosen, DeletionPreview, RouteInput } from '../../contract/index.ts';
import { exampleTask, renderPage } from '../testing/index.ts';
import { DeleteDialog } from './DeleteDialog.tsx';

const chosen: Chosen = { patients: [], studies: ['s'], series: [] };
const preview: DeletionPreview = {
  goes: { patients: 1, studies: 1, series: 2, instances: 1234, bytes: 5_000_000 },
  arriving: 0,
  runsKept: 3,
  inputCopies: { runs: 0, bytes: 0 },
  activeRuns: [],
  activeRunCount: 0,
  inUse: [],
  staysInOrthanc: false,
  upTo: 77,
};

function open(changes: Partial<DeletionPreview>, names: string[] = [], studies = chosen.studies) {
  const asked: RouteInput<'studies.delete'>[] = [];
  const gone: string[] = [];
  const user = renderPage(
    <DeleteDialog
      opened
      chosen={{ ...chosen, studies }}
      names={names}
      onClose={() => undefined}
      onGone={() => gone.push('gone')}
    />,
    {
      'studies.preview_delete': () => ({ ...preview, ...changes }),
      'studies.delete'(request) {
        asked.push(request);
        return { ...exampleTask, kind: 'delete' as const };
      },
    },
  );
  return { user, asked, gone };
}

test('exactly what was shown is deleted: what came meanwhile is not meant', async () => {
  const { user, asked, gone } = open({});
  await user.click(await screen.findByRole('button', { name: 'Delete 1,234 images' }));
  expect(asked).toMatchObject([{ studies: ['s'], upTo: 77, cancelRuns: false, inputCopies: false }]);
  await expect.poll(() => gone).toEqual(['gone']);
});

test('while runs have not ended nothing can be deleted before somebody says that they are to be cancelled', async () => {
  const { user, asked } = open({ activeRuns: [{ id: 'r', number: 7 }], activeRunCount: 1 });
  const button = await screen.findByRole('button', { name: 'Delete 1,234 images' });
  expect(button).toHaveProperty('disabled', true);
  await user.click(screen.getByRole('checkbox', { name: 'Cancel run 7, which has not ended' }));
  await user.click(button);
  expect(asked).toMatchObject([{ cancelRuns: true }]);
});

test('what is being sent or exported keeps it from being deleted, and is named', async () => {
  open({ inUse: ['It is being sent: To PACS.'] });
  expect(await screen.findByText(/It is being sent: To PACS/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Delete 1,234 images' })).toHaveProperty('disabled', true);
});

test('who is deleted is named, and those are counted that are not', async () => {
  const names = ['Adler, Anna', 'Adler, Anna', 'Bauer, Bert', 'Conrad, Clara', 'Dietz, Dora', 'Ernst, Emil'];
  // One of them is not among the rows that are read.
  open({}, names, ['1', '2', '3', '4', '5', '6', '7']);
  expect(await screen.findAllByText('Adler, Anna')).toHaveLength(2);
  expect(screen.getByText('Dietz, Dora')).toBeTruthy();
  expect(screen.queryByText('Ernst, Emil')).toBeNull();
  expect(screen.getByText('and 2 more')).toBeTruthy();
});
