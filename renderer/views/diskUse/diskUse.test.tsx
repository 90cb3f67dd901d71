// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { RouteInput, RouteOutput } from '../../../contract/index.ts';
import { renderPage, type FakeEngine } from '../../testing/index.ts';
import { texts } from '../../texts/index.ts';
import { DiskUseView } from './DiskUseView.tsx';

const use = (bytes: number): RouteOutput<'disk.use'> => ({
  at: 0,
  bytes,
  parts: [{ part: 'inputs', bytes, isAtLeast: false, bytesPerWeek: null }],
  disk: null,
});
const retention = {
  inputsDays: 3,
  resultsDays: 0,
  logsDays: 0,
  quarantineDays: 0,
  scratchDays: 0,
  maxBytes: 1_000_000,
};
const removed = { parts: [{ part: 'inputs', count: 2, bytes: 10 } as const], bytes: 10, problems: [] };

test('a clean-up keeps to the days on show, and only then the disk is measured again, in both tables', async () => {
  let measured = 0;
  const previewed: RouteInput<'retention.preview'>[] = [];
  const now = () => use(1000 * (measured + 1));
  const answers: FakeEngine = {
    'disk.use': ({ refresh }) => {
      if (refresh === true) measured += 1;
      return now();
    },
    'disk.machine': () => ({
      applications: [
        { id: 'demo', name: 'Demo', use: now() },
        { id: 'other', name: 'Other', use: use(7) },
      ],
      bytes: 1,
      disk: null,
    }),
    // Of an application, only this is looked at here.
    'applications.get': () => ({ options: { retention } }) as RouteOutput<'applications.get'>,
    'retention.preview': (input) => {
      previewed.push(input);
      return removed;
    },
    'retention.clean_up': () => removed,
  };
  const user = renderPage(<DiskUseView />, answers);
  const open = async () => {
    await user.click(await screen.findByRole('button', { name: texts.diskUse.ways.runs }));
    return screen.findByRole('dialog', { name: texts.diskUse.cleanUpTitle });
  };
  const machine = await screen.findByRole('table', { name: texts.diskUse.machineLabel });
  expect(machine.textContent).toContain('1.0 kB');

  await open();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(measured).toBe(0);

  const dialog = await open();
  await user.click(await within(dialog).findByRole('button', { name: texts.upkeep.preview }));
  await user.click(await within(dialog).findByRole('button', { name: texts.upkeep.cleanUp }));
  expect(previewed).toEqual([{ application: 'demo', options: { ...retention, maxBytes: 0 } }]);
  const asking = await screen.findByRole('dialog', { name: texts.upkeep.confirmTitle });
  await user.click(within(asking).getByRole('button', { name: texts.upkeep.cleanUp }));
  await waitFor(() => expect(measured).toBe(1));
  await waitFor(() => expect(machine.textContent).toContain('2.0 kB'));
});
