/** What must stay secret: kept by the key store of the system or in an owner-only file, and out of every text. */
export { createSecrets } from './secrets.ts';
export { joinAddress, splitAddress } from './address.ts';
export { maskSecrets } from './mask.ts';
export type { Cipher, Secrets } from './types.ts';
