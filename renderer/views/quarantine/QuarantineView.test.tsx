// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { EngineError, quarantinedHeaderSchema, type Quarantined } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { QuarantineView } from './QuarantineView.tsx';

const file = (id: string): Quarantined => ({
  id,
  reason: 'damaged',
  message: 'It was cut short.',
  details: null,
  door: 'folder',
  sender: '',
  path: null,
  size: 1,
  firstAt: 0,
  lastAt: 0,
  times: 1,
  header: quarantinedHeaderSchema.parse({}),
});

test('what was chosen stays so where all the others cannot be read', async () => {
  let isBroken = true;
  const user = renderPage(<QuarantineView />, {
    'quarantine.list': ({ limit, cursor }) => {
      // Only what reads all of them asks for such pages; the list itself stays at its first one.
      if (limit !== 500 && cursor !== undefined) return new Promise(() => undefined);
      if (limit === 500 && isBroken) throw new EngineError('database-busy');
      return {
        rows: cursor === undefined ? [file('a'), file('b')] : [file('c')],
        nextCursor: cursor === undefined ? 'more' : null,
        total: 3,
        usage: { files: 3, bytes: 3, maxBytes: 10, maxFiles: 10 },
      };
    },
  });
  const said = () => screen.getByText(/ chosen$/).textContent;
  await user.click(await screen.findByRole('button', { name: 'Choose the 2 shown' }));
  expect(said()).toBe('2 chosen');
  const all = () => screen.getByRole<HTMLButtonElement>('button', { name: 'All 3 that match' });
  await user.click(all());
  await waitFor(() => expect(all().disabled).toBe(false));
  expect(said()).toBe('2 chosen');
  isBroken = false;
  await user.click(all());
  await waitFor(() => expect(said()).toBe('3 chosen'));
});
