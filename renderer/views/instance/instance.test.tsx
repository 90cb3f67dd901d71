// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { TagElement } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { ElementDetail } from './ElementDetail.tsx';
import { CompareView } from './index.ts';

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
