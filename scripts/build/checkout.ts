import path from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** A path of the checkout. */
export function inCheckout(...parts: string[]): string {
  return path.join(checkout, ...parts);
}
