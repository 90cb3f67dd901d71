// @vitest-environment happy-dom
import { Notifications } from '@mantine/notifications';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EngineError } from '../../contract/index.ts';
import { renderPage } from '../testing/index.ts';
import { ProcessAgain } from './ProcessAgain.tsx';

test('what was started before one failed is told, and not started a second time', async () => {
  const started: string[] = [];
  let isBroken = true;
  const user = renderPage(
    <>
      <ProcessAgain
        chosen={{ patients: [], studies: ['a', 'b', 'c'], series: [] }}
        patient={undefined}
        size="sm"
      />
      <Notifications />
    </>,
    {
      'arrivals.reprocess'({ key }) {
        if (isBroken && key === 'c') throw new EngineError('internal', 'The disk is full.');
        started.push(key);
        return { arrival: key } as never;
      },
    },
  );
  await user.click(screen.getByRole('button', { name: 'Process again' }));
  expect(await screen.findByText(/^2 of 3 were started.* The disk is full\.$/)).toBeDefined();
  isBroken = false;
  await user.click(screen.getByRole('button', { name: 'Process again' }));
  await expect.poll(() => started).toEqual(['a', 'b', 'c']);
});
