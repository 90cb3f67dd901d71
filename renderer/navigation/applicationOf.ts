import { nameOfPart } from './names.ts';

/** The application that an address of the window is in; null outside of them all. */
export function applicationOf(location: string): string | null {
  const part = /^\/a\/([^/]+)/u.exec(location)?.[1];
  return part === undefined ? null : nameOfPart(part);
}
