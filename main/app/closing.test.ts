import { expect, test } from 'vitest';
import type { DesktopSettings } from '../../contract/index.ts';
import { createClosing } from './closing.ts';

function closingOf(given: { wanted: DesktopSettings['closing']; isEnding?: boolean; isHeard?: boolean }) {
  const did: string[] = [];
  const closing = createClosing({
    wanted: () => given.wanted,
    isEnding: () => given.isEnding ?? false,
    isHeard: () => given.isHeard ?? true,
    ask: () => did.push('ask'),
    hide: () => did.push('hide'),
  });
  return { closing, did };
}

test('a page that says nothing when it is to ask keeps its window once, not for ever', () => {
  const { closing, did } = closingOf({ wanted: 'ask' });
  expect([closing.mayClose(), closing.mayClose()]).toEqual([false, true]);
  expect(did).toEqual(['ask']);
});

test('a page that is loaded anew is asked again', () => {
  const { closing } = closingOf({ wanted: 'ask' });
  closing.mayClose();
  closing.hears();
  expect(closing.mayClose()).toBe(false);
});

test('a question that is shown is shown again, however often the window is closed', () => {
  const { closing, did } = closingOf({ wanted: 'ask' });
  for (const _ of [1, 2, 3]) {
    expect(closing.mayClose()).toBe(false);
    closing.hears();
  }
  expect(did).toEqual(['ask', 'ask', 'ask']);
});

test.each([
  { wanted: 'ask', isHeard: false },
  { wanted: 'ask', isEnding: true },
  { wanted: 'hide', isEnding: true },
  { wanted: 'quit' },
] as const)('%j closes the window at once', (given) => {
  const { closing, did } = closingOf(given);
  expect([closing.mayClose(), did]).toEqual([true, []]);
});

test('a window that is to be hidden is hidden each time', () => {
  const { closing, did } = closingOf({ wanted: 'hide', isHeard: false });
  expect([closing.mayClose(), closing.mayClose(), did]).toEqual([false, false, ['hide', 'hide']]);
});
