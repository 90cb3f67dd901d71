/** How this machine reaches the network: proxies, trusted hosts and authorities, for all that fetches. */
export { createNetwork } from './network.ts';
export type { Network } from './types.ts';
