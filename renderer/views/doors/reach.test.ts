import { expect, test } from 'vitest';
import { addressToCall, hostToCall, portToCall, reachOf, urlToCall } from './reach.ts';

test.each([
  ['127.0.0.1', 'machine'],
  ['127.8.0.1', 'machine'],
  ['::1', 'machine'],
  ['localhost', 'machine'],
  ['0.0.0.0', 'networks'],
  ['::', 'networks'],
  ['192.168.1.5', 'address'],
  ['1270.0.0.1', 'address'],
  ['ward-3', 'address'],
])('a door at %s is open to: %s', (address, reach) => {
  expect(reachOf(address)).toBe(reach);
});

test('nobody is told to send to 0.0.0.0', () => {
  expect(hostToCall('0.0.0.0', ['ward-3', '192.168.1.5'])).toBe('ward-3');
  expect(hostToCall('192.168.1.5', ['ward-3'])).toBe('192.168.1.5');
  expect(addressToCall('DCM at 0.0.0.0:104', ['ward-3'])).toBe('DCM at ward-3:104');
  expect(addressToCall('DCM at [::]:104 with TLS', ['ward-3'])).toBe('DCM at ward-3:104 with TLS');
  expect(addressToCall('DCM at 10.0.0.0:104', ['ward-3'])).toBe('DCM at 10.0.0.0:104');
  expect(addressToCall('DCM at 0.0.0.0:104', [])).toBe('DCM at 0.0.0.0:104');
});

test('the port of a door that takes any free one is read from its address, IPv6 and TLS included', () => {
  expect(portToCall(11_112, null)).toBe(11_112);
  expect(portToCall(0, 'A:B at 127.0.0.1:40123')).toBe(40_123);
  expect(portToCall(0, 'DCM at [::1]:40123 with TLS')).toBe(40_123);
  expect(portToCall(0, null)).toBeNull();
});

test('a client on another machine is given a URL that leads here, and one on this machine keeps its own', () => {
  const url = 'http://localhost:8043/instances';
  expect(urlToCall(url, '0.0.0.0', ['ward-3'])).toBe('http://ward-3:8043/instances');
  expect(urlToCall(url, '127.0.0.1', ['ward-3'])).toBe(url);
  expect(urlToCall(url, '0.0.0.0', [])).toBe(url);
});
