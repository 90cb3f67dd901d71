// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { openPage } from './openPage.ts';

beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  vi.stubGlobal('reportError', vi.fn<(cause: unknown) => void>());
});
const unread = () => Promise.reject(new Error('Failed to fetch dynamically imported module'));

test('a window whose German words cannot be read opens in English', async () => {
  const start = vi.fn<() => Promise<void>>(async () => undefined);
  await openPage(document, 'de', { german: unread, start });
  expect(start).toHaveBeenCalledTimes(1);
  expect(document.documentElement.lang).toBe('en');
});

test('a window whose code cannot be read says so in its language', async () => {
  const german = async () => undefined;
  await openPage(document, 'de', { german, start: unread });
  expect(document.querySelector('[role="alert"]')?.textContent).toMatch(/^Das Fenster konnte nicht/);
  await openPage(document, 'en', { german, start: unread });
  expect(document.querySelector('[role="alert"]')?.textContent).toMatch(/^The window could not be opened/);
});
