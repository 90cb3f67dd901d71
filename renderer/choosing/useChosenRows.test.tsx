// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanNotifications, Notifications } from '@mantine/notifications';
import { act, cleanup, renderHook, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { chosenSchema, jobRunChoiceSchema, mostNamed } from '../../contract/index.ts';
import { useChosenRows } from './useChosenRows.ts';

afterEach(() => {
  cleanup();
  cleanNotifications();
});

interface Props {
  shown: string[];
  of: string;
  hasMore?: boolean;
}

function list(shown: string[], of = '', { beyond = false, hasMore = false } = {}) {
  const initialProps: Props = { shown, of };
  return renderHook((props: Props) => useChosenRows({ hasMore, ...props, beyond }), {
    initialProps,
    wrapper: ({ children }) => (
      <MantineProvider env="test">
        <Notifications />
        {children}
      </MantineProvider>
    ),
  });
}

const many = (count: number) => Array.from({ length: count }, (_, at) => `j${at}`);

test('what left the list is not chosen any more, also when something else is chosen after it', () => {
  const { result, rerender } = list(['a', 'b', 'c']);
  act(() => result.current.choose(['a', 'b']));
  expect(result.current.ids).toEqual(['a', 'b']);
  rerender({ shown: ['b', 'c'], of: '' });
  expect(result.current.ids).toEqual(['b']);
  act(() => result.current.set('c', true));
  // It came back, and nobody chose it since.
  rerender({ shown: ['a', 'b', 'c'], of: '' });
  expect(result.current.ids).toEqual(['b', 'c']);
});

test('what new rows push behind the last row stays chosen, and what is missing before that does not', () => {
  const { result, rerender } = list(['a', 'b', 'c', 'd'], '', { hasMore: true });
  act(() => result.current.choose(['a', 'b', 'c', 'd']));
  rerender({ shown: ['x', 'a', 'b', 'c'], of: '' });
  rerender({ shown: ['y', 'x', 'a', 'b'], of: '' });
  expect(result.current.ids).toEqual(['a', 'b', 'c', 'd']);
  act(() => result.current.set('y', true));
  expect(result.current.ids).toEqual(['y', 'a', 'b', 'c', 'd']);
  // What was c is gone: further rows are shown, and it is not among them.
  rerender({ shown: ['y', 'x', 'a', 'b', 'd'], of: '' });
  expect(result.current.ids).toEqual(['y', 'a', 'b', 'd']);
  rerender({ shown: ['y', 'x', 'b', 'd'], of: '' });
  expect(result.current.ids).toEqual(['y', 'b', 'd']);
});

test('what is behind the last row left the list where that is read to its end, or another row comes there', () => {
  const { result, rerender } = list(['a', 'b', 'c'], '', { hasMore: true });
  act(() => result.current.choose(['b', 'c']));
  rerender({ shown: ['x', 'a', 'b'], of: '' });
  expect(result.current.ids).toEqual(['b', 'c']);
  rerender({ shown: ['x', 'a', 'b'], of: '', hasMore: false });
  expect(result.current.ids).toEqual(['b']);

  const other = list(['a', 'b', 'c'], '', { hasMore: true });
  act(() => other.result.current.choose(['b', 'c']));
  other.rerender({ shown: ['a', 'b', 'd'], of: '' });
  expect(other.result.current.ids).toEqual(['b']);
});

test('another search begins with nothing chosen, and rows that are read further on change nothing', () => {
  const { result, rerender } = list(['a', 'b'], 'Meyer');
  act(() => result.current.set('a', true));
  rerender({ shown: ['a', 'b', 'c'], of: 'Meyer' });
  expect(result.current.ids).toEqual(['a']);
  // The rows of the search before stay on show until the new ones are there.
  rerender({ shown: ['a', 'b', 'c'], of: 'Schulz' });
  expect(result.current.ids).toEqual([]);
  expect(result.current.has('a')).toBe(false);
  act(() => result.current.set('b', true));
  rerender({ shown: ['x'], of: 'Schulz' });
  expect(result.current.ids).toEqual([]);
  expect(result.current.isAny).toBe(false);
});

test('one that is taken out of all that match leaves the other rows chosen', () => {
  const { result } = list(['a', 'b', 'c']);
  act(() => result.current.chooseAll());
  expect(result.current).toMatchObject({ isAll: true, isAny: true, ids: [] });
  expect(result.current.has('not read yet')).toBe(true);
  act(() => result.current.set('b', false));
  expect(result.current).toMatchObject({ isAll: false, isAny: true, ids: ['a', 'c'] });
});

test('no more are chosen than can be named to the engine, and it is said', async () => {
  const rows = many(mostNamed + 1);
  const { result } = list(rows);
  act(() => result.current.choose(rows));
  expect(result.current.ids).toHaveLength(mostNamed);
  expect(jobRunChoiceSchema.safeParse({ jobRuns: result.current.ids }).success).toBe(true);
  expect(chosenSchema.safeParse({ studies: result.current.ids }).success).toBe(true);
  expect(await screen.findByText(/at most 10,000 rows/)).toBeTruthy();

  act(() => cleanNotifications());
  await waitFor(() => expect(screen.queryByText(/at most 10,000 rows/)).toBeNull());
  act(() => result.current.set(`j${mostNamed}`, true));
  expect(result.current.has(`j${mostNamed}`)).toBe(false);
  expect(await screen.findByText(/at most 10,000 rows/)).toBeTruthy();
  act(() => result.current.clear());
  expect(result.current.isAny).toBe(false);
});

test('where rows beyond those that were read can be chosen, any number of them stays so', () => {
  const { result, rerender } = list(['a'], '', { beyond: true });
  const rows = many(mostNamed + 1);
  act(() => result.current.choose(rows));
  rerender({ shown: ['a', 'j0'], of: '' });
  expect(result.current.ids).toEqual(rows);
});
