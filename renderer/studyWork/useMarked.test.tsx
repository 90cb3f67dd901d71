// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { useMarked } from './useMarked.ts';

afterEach(cleanup);

function list(shown: string[], of: string) {
  return renderHook((props: { shown: string[]; of: string }) => useMarked(props.shown, props.of), {
    initialProps: { shown, of },
  });
}

test('what left the list is not chosen any more, also when something else is chosen after it', () => {
  const { result, rerender } = list(['a', 'b', 'c'], '');
  act(() => result.current.markAll(['a', 'b']));
  expect(result.current.ids).toEqual(['a', 'b']);
  rerender({ shown: ['b', 'c'], of: '' });
  expect(result.current.ids).toEqual(['b']);
  act(() => result.current.mark('c', true));
  // It came back, and nobody chose it since.
  rerender({ shown: ['a', 'b', 'c'], of: '' });
  expect(result.current.ids).toEqual(['b', 'c']);
});

test('another search begins with nothing chosen, and rows that are read further on change nothing', () => {
  const { result, rerender } = list(['a', 'b'], 'Meyer');
  act(() => result.current.mark('a', true));
  rerender({ shown: ['a', 'b', 'c'], of: 'Meyer' });
  expect(result.current.ids).toEqual(['a']);
  // The rows of the search before stay on show until the new ones are there.
  rerender({ shown: ['a', 'b', 'c'], of: 'Schulz' });
  expect(result.current.ids).toEqual([]);
  expect(result.current.has('a')).toBe(false);
  act(() => result.current.mark('b', true));
  rerender({ shown: ['x'], of: 'Schulz' });
  expect(result.current.ids).toEqual([]);
});
