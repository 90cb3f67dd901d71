// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { EngineError } from '../../../contract/index.ts';
import { renderPage } from '../../testing/index.ts';
import { SearchResults } from './SearchResults.tsx';
import type { Chapter } from './chapters.ts';

let isBroken = true;
// The real ones are there always.
vi.mock('./documents.ts', () => ({
  *allChapters(): Generator<Chapter[]> {
    if (isBroken) throw new EngineError('internal');
    yield [];
  },
}));

test('documents that could not be read are said to be so, and are read again when that is asked for', async () => {
  const user = renderPage(<SearchResults query="anything" onClear={() => undefined} hrefOf={() => '/'} />);
  expect((await screen.findByRole('alert')).textContent).toContain('Something went wrong');
  isBroken = false;
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText(/anything/)).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});
