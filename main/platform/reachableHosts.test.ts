import { expect, test } from 'vitest';
import { reachableHosts } from './reachableHosts.ts';

const entry = (address: string, family: 'IPv4' | 'IPv6', internal = false) =>
  family === 'IPv4'
    ? { address, family, internal, netmask: '', mac: '', cidr: null }
    : { address, family, internal, netmask: '', mac: '', cidr: null, scopeid: 0 };

test('what no other machine can call is not offered to senders', () => {
  const hosts = reachableHosts('ward-3', {
    lo: [entry('127.0.0.1', 'IPv4', true), entry('::1', 'IPv6', true)],
    eth0: [entry('fe80::1', 'IPv6'), entry('fd00::7', 'IPv6'), entry('192.168.1.5', 'IPv4')],
    gone: undefined,
  });
  expect(hosts).toEqual(['ward-3', '192.168.1.5', 'fd00::7']);
});
