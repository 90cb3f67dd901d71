import { useSyncExternalStore } from 'react';
import { navigate } from 'wouter/use-hash-location';

type Navigate = typeof navigate;

/**
 * The address of the window for its router. Going to another place leaves what was chosen at the former one (`?q=…`)
 * behind, which the library would carry along; and going back is noticed where such a choice changes with the place,
 * of which the page is told by no change of the hash.
 */
export function useAddress(): [path: string, navigate: Navigate] {
  return [useSyncExternalStore(listen, readPath), goTo];
}
/** What stands in links. */
useAddress.hrefs = (href: string) => `#${href}`;

function readPath(): string {
  return `/${globalThis.location.hash.replace(/^#?\/?/, '')}`;
}

function listen(onChange: () => void): () => void {
  const events = ['hashchange', 'popstate'];
  for (const name of events) globalThis.addEventListener(name, onChange);
  return () => {
    for (const name of events) globalThis.removeEventListener(name, onChange);
  };
}

const goTo: Navigate = (to, options) => navigate(to.includes('?') ? to : `${to}?`, options);

/**
 * Has a window tell of going back: to another place with other choices that changes path and query at once, of which
 * Chromium tells by `popstate` alone; the library listens for the change of a fragment.
 */
export function tellOfGoingBack(view: EventTarget): void {
  view.addEventListener('popstate', () => view.dispatchEvent(new Event('hashchange')));
}
