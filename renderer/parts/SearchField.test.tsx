// @vitest-environment happy-dom
import { act, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderPage } from '../testing/index.ts';
import { SearchField } from './SearchField.tsx';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true }));
afterEach(() => void vi.useRealTimers());

test('what is typed is searched after a pause, and not once the search was emptied meanwhile', async () => {
  const searched: string[] = [];
  function Shown() {
    const [search, setSearch] = useState('');
    return (
      <>
        <SearchField
          label="Search"
          clear="Empty"
          value={search}
          onChange={(text) => {
            searched.push(text);
            setSearch(text);
          }}
        />
        <button type="button" onClick={() => setSearch('')}>
          Show all
        </button>
      </>
    );
  }
  const user = renderPage(<Shown />);
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Search' });
  await user.type(field, 'ab');
  await act(() => vi.advanceTimersByTimeAsync(1000));
  await user.type(field, 'c');
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(searched.at(-1)).toBe('abc');
  const before = searched.length;
  await user.type(field, 'd');
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(searched).toHaveLength(before);
  expect(field.value).toBe('');
});
