import { useComputedColorScheme } from '@mantine/core';
import { useLocation } from 'wouter';
import { useScheme } from '../frame/index.ts';
import { paths } from '../navigation/index.ts';
import { announce } from '../parts/index.ts';
import { useCommand } from '../shortcuts/index.ts';
import { texts } from '../texts/index.ts';

/** Where what is on this page is searched; a dialog above it comes first. */
const searches = ['[role="dialog"][aria-modal="true"]', 'main'].map(
  (place) => `${place} :is(input[type="search"], [role="searchbox"])`,
);

/** What keys, menu and palette command in the whole window, with or without an application. */
export function WindowCommands() {
  const [location, navigate] = useLocation();
  const application = /^\/a\/([^/]+)/u.exec(location)?.[1];
  const { setColorScheme } = useScheme();
  const shown = useComputedColorScheme();
  useCommand('back', () => history.back());
  useCommand('forward', () => history.forward());
  useCommand('scheme', () => setColorScheme(shown === 'dark' ? 'light' : 'dark'));
  useCommand('diagnostics', () =>
    navigate(application === undefined ? paths.anyDiagnostics() : paths.diagnostics(application)),
  );
  useCommand('find', () => {
    const field = searches
      .flatMap((search) => [...document.querySelectorAll<HTMLInputElement>(search)])
      .find((one) => one.checkVisibility());
    if (field === undefined) return announce(texts.shortcuts.nothingToSearch);
    field.focus();
    return field.select();
  });
  return null;
}
