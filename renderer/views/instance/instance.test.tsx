// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import type { InstanceSummary, RouteInput, TagElement } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { ElementDetail } from './ElementDetail.tsx';
import { CompareView } from './index.ts';
import { InstancePicker } from './InstancePicker.tsx';

const element: TagElement = {
  path: '00081030',
  depth: 0,
  tag: '(0008,1030)',
  vr: 'LO',
  keyword: 'StudyDescription',
  creator: null,
  kind: 'text',
  value: 'Thorax nat',
  isCut: false,
  length: 12,
  items: 0,
};

it('shows a whole value as it is, and asks for it only where it was cut', async () => {
  const asked: string[] = [];
  const answers = {
    'instances.value': ({ path }: { path: string }) => {
      asked.push(path);
      return { ...element, value: 'Thorax nativ, all of it' };
    },
  };
  const close = () => undefined;
  renderPage(<ElementDetail SOPInstanceUID="1.2" element={element} onClose={close} />, answers);
  expect(await screen.findByText('Thorax nat')).toBeDefined();
  expect(asked).toEqual([]);
  renderPage(
    <ElementDetail SOPInstanceUID="1.2" element={{ ...element, isCut: true }} onClose={close} />,
    answers,
  );
  expect(await screen.findByText('Thorax nativ, all of it')).toBeDefined();
  expect(asked).toEqual(['00081030']);
});

it('asks for two instances before it compares, and compares nothing until then', async () => {
  renderPage(<CompareView />);
  expect(await screen.findByText('Choose two instances')).toBeDefined();
  expect(screen.getAllByRole('button', { name: 'Choose an instance' })).toHaveLength(2);
});

it.each([
  ['LO', 'Value, 2 parts'],
  ['UT', 'Value'],
  ['LT', 'Value'],
])('a backslash in a %s is told as it is meant', async (vr, title) => {
  const value = String.raw`C:\reports`;
  renderPage(
    <ElementDetail SOPInstanceUID="1.2" element={{ ...element, vr, value }} onClose={() => undefined} />,
  );
  expect(await screen.findByRole('heading', { level: 3, name: title })).toBeDefined();
});

const instanceOf = (InstanceNumber: number): InstanceSummary => ({
  SOPInstanceUID: `1.2.${InstanceNumber}`,
  SOPClassUID: '1.2',
  TransferSyntaxUID: '1.2',
  InstanceNumber,
  size: 1,
  receivedAt: 0,
});

const series = {
  id: 'series',
  SeriesInstanceUID: '1.2',
  Modality: 'CT',
  SeriesNumber: '1',
  SeriesDescription: '',
  BodyPartExamined: '',
  instanceCount: 900,
  bytes: 1,
};
const where = {
  study: 'study',
  patient: 'patient',
  PatientID: 'P',
  PatientName: 'P',
  StudyDate: '',
  StudyDescription: '',
};

it('an instance beyond those that are offered is found by its number', async () => {
  const asked: RouteInput<'instances.list'>[] = [];
  const choose = vi.fn<(uid: string) => void>();
  const user = renderPage(
    <InstancePicker opened near="1.2.1" onClose={() => undefined} onChoose={choose} />,
    {
      'instances.get': () => ({ ...instanceOf(1), ...where, series, previous: null, next: null }),
      'instances.list': (input) => {
        asked.push(input);
        const all = Array.from({ length: 900 }, (_, index) => instanceOf(index + 1));
        const found = all.filter((one) => `${one.InstanceNumber}`.startsWith(input.search ?? ''));
        return { rows: found.slice(0, 500), nextCursor: null, total: found.length };
      },
    },
  );
  const dialog = await screen.findByRole('dialog');
  const field = await within(dialog).findByRole('combobox', { name: 'Instance' });
  await user.type(field, '777');
  await waitFor(() => expect(asked.at(-1)?.search).toBe('777'));
  await user.click(await screen.findByRole('option', { name: /777/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Compare this one' }));
  expect(choose).toHaveBeenCalledWith('1.2.777');
  // What the chosen one is called is not searched.
  expect(asked.every(({ search }) => search === undefined || /^7+$/.test(search))).toBe(true);
});

it('where the instances cannot be listed it is said so, and not that there is none', async () => {
  const user = renderPage(
    <InstancePicker opened near="1.2.1" onClose={() => undefined} onChoose={() => undefined} />,
    {
      'instances.get': () => ({ ...instanceOf(1), ...where, series, previous: null, next: null }),
      'instances.list': () => {
        throw new EngineError('database-failed', 'The history could not be read.');
      },
    },
  );
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('combobox', { name: 'Instance' }));
  expect(await screen.findByText('The history could not be read.')).toBeDefined();
  expect(screen.queryByText(/No instance of this series/)).toBeNull();
});
