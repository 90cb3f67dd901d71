import { useComputedColorScheme } from '@mantine/core';
import { useLocation } from 'wouter';
import { useScheme } from '../frame/index.ts';
import { applicationOf, paths } from '../navigation/index.ts';
import { announce } from '../parts/index.ts';
import { useCommand } from '../shortcuts/index.ts';
import { texts } from '../texts/index.ts';

/** Fields in which one searches: by their kind, or by the glass that stands in them. */
const fields =
  ':is(input[type="search"], [role="searchbox"], :has(> [data-position="left"] .tabler-icon-search) > input)';
/** A dialog above the page comes first. */
const searches = [`[role="dialog"][aria-modal="true"] ${fields}`, `main ${fields}`];

/** What keys, menu and palette command in the whole window, with or without an application. */
export function WindowCommands() {
  const [location, navigate] = useLocation();
  const application = applicationOf(location);
  const { setColorScheme } = useScheme();
  const shown = useComputedColorScheme();
  useCommand('back', () => history.back());
  useCommand('forward', () => history.forward());
  useCommand('scheme', () => setColorScheme(shown === 'dark' ? 'light' : 'dark'));
  useCommand('diagnostics', () =>
    navigate(application === null ? paths.anyDiagnostics() : paths.diagnostics(application)),
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
