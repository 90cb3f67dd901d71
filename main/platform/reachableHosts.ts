import os from 'node:os';

/**
 * Name and addresses by which other machines may reach this one, the name first. Loopback is left out, and so are
 * link-local addresses of IPv6 (RFC 4291, section 2.5.6), which mean nothing without the name of an interface.
 */
export function reachableHosts(
  hostName: string = os.hostname(),
  interfaces: ReturnType<typeof os.networkInterfaces> = os.networkInterfaces(),
): string[] {
  const addresses = Object.values(interfaces)
    .flatMap((entries) => entries ?? [])
    .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address))
    .toSorted((one, other) => one.family.localeCompare(other.family))
    .map(({ address }) => address);
  return [...new Set([hostName, ...addresses])];
}
