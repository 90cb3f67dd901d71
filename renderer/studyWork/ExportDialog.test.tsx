// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { RouteInput, RouteOutput } from '../../contract/index.ts';
import { exampleTask, renderPage } from '../testing/index.ts';
import { ExportDialog } from './ExportDialog.tsx';

const preview: RouteOutput<'studies.preview_export'> = {
  goes: { patients: 1, studies: 1, series: 1, instances: 3, bytes: 3 },
  findings: [],
  freeBytes: 1,
  anonymizers: [],
};

test('nothing is exported to a place that was not looked at, and then to what stands in the fields', async () => {
  const written: RouteInput<'studies.export'>[] = [];
  let answer: (() => void) | null = null;
  const user = renderPage(
    <ExportDialog opened chosen={{ patients: [], studies: ['s'], series: [] }} onClose={() => undefined} />,
    {
      async 'studies.preview_export'({ target }) {
        if (target.startsWith('/second')) await new Promise<void>((resolve) => (answer = resolve));
        return preview;
      },
      'studies.export'(request) {
        written.push(request);
        return { ...exampleTask, kind: 'export' as const };
      },
    },
  );
  const folder = await screen.findByRole('textbox', { name: 'In the folder' });
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Export' });
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'out' } });
  fireEvent.change(folder, { target: { value: '/first' } });
  await waitFor(() => expect(button.disabled).toBe(false));
  // Typed, and not looked at yet; then looked at, and not answered yet.
  fireEvent.change(folder, { target: { value: '/second' } });
  expect(button.disabled).toBe(true);
  await waitFor(() => expect(answer).not.toBeNull());
  expect(button.disabled).toBe(true);
  answer!();
  await waitFor(() => expect(button.disabled).toBe(false));
  await user.click(button);
  await waitFor(() => expect(written).toHaveLength(1));
  expect(written[0]?.target.replaceAll('\\', '/')).toBe('/second/out');
});
