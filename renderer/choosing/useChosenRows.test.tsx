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

function list(shown: string[], of = '', beyond = false) {
  return renderHook((props: { shown: string[]; of: string }) => useChosenRows({ ...props, beyond }), {
    initialProps: { shown, of },
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
  const { result, rerender } = list(['a'], '', true);
  const rows = many(mostNamed + 1);
  act(() => result.current.choose(rows));
  rerender({ shown: ['a', 'j0'], of: '' });
  expect(result.current.ids).toEqual(rows);
});
