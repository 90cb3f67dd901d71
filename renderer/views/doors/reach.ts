/** Who can reach an address that a door is open at: this machine alone, all its networks, or one of them. */
export type Reach = 'machine' | 'networks' | 'address';

/** What an address to listen at means (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5). */
export function reachOf(bindAddress: string): Reach {
  const address = bindAddress.trim().toLowerCase();
  if (address.startsWith('127.') || address === '::1' || address === 'localhost') return 'machine';
  return address === '0.0.0.0' || address === '::' ? 'networks' : 'address';
}

/** The host that is entered at a sender. `hosts`: of this machine, its name first. */
export function hostToCall(bindAddress: string, hosts: readonly string[]): string {
  if (reachOf(bindAddress) !== 'networks') return bindAddress.trim();
  return hosts[0] ?? bindAddress;
}

/** An address of a door as others call it: nobody can call 0.0.0.0. */
export function addressToCall(address: string, hosts: readonly string[]): string {
  const [host] = hosts;
  return host === undefined ? address : address.replace(/(^|[ /])(?:0\.0\.0\.0|\[::\])(?=:\d)/, `$1${host}`);
}

/** A URL of the HTTP door as others call it: where it listens at every network, the engine names only `localhost`. */
export function urlToCall(url: string, bindAddress: string, hosts: readonly string[]): string {
  const [host] = hosts;
  if (host === undefined || reachOf(bindAddress) !== 'networks') return url;
  return url.replace('//localhost:', `//${host}:`);
}

/** The port that is entered at a sender: the one that is set, or the one a door that took any free one has got. */
export function portToCall(port: number, address: string | null): number | null {
  if (port !== 0) return port;
  const [, taken] = /:(\d+)(?!.*:\d)/.exec(address ?? '') ?? [];
  return taken === undefined ? null : Number(taken);
}
