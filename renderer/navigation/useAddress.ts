import { navigate, useHashLocation } from 'wouter/use-hash-location';

type Navigate = typeof navigate;

/**
 * The address of the window for its router. Going to another place leaves what was chosen at the former one (`?q=…`)
 * behind, which the library would carry along.
 */
export function useAddress(): [path: string, navigate: Navigate] {
  const [path] = useHashLocation();
  return [path, goTo];
}
/** What stands in links. */
useAddress.hrefs = (href: string) => `#${href}`;

const goTo: Navigate = (to, options) => navigate(to.includes('?') ? to : `${to}?`, options);
