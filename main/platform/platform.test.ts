import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataHome, makeOwnerOnlyFolder, readEndpoint, socketAddress, writeEndpoint } from './index.ts';
import type { Machine } from './index.ts';

function machine(platform: NodeJS.Platform, env: Record<string, string> = {}): Machine {
  const windows = platform === 'win32';
  return {
    platform,
    env,
    homeFolder: windows ? 'C:\\Users\\ada' : '/home/ada',
    temporaryFolder: windows ? 'C:\\Temp' : '/tmp',
  };
}

describe('the data home', () => {
  it.each([
    ['linux', {}, '/home/ada/.local/share/dcm-processor'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/dcm-processor'],
    ['darwin', {}, '/home/ada/Library/Application Support/DCM Processor'],
    ['win32', {}, 'C:\\Users\\ada\\AppData\\Local\\DCM Processor'],
    ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\DCM Processor'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(dataHome(machine(platform, env))).toBe(expected);
  });

  it('is the one named in DCM_PROCESSOR_HOME, made absolute', () => {
    expect(dataHome(machine(process.platform, { DCM_PROCESSOR_HOME: 'elsewhere' }))).toBe(
      path.resolve('elsewhere'),
    );
  });
});

describe('the socket address', () => {
  it('is a named pipe on Windows, one per data home', () => {
    const first = socketAddress('C:\\one', machine('win32'));
    expect(first).toEqual({ address: expect.stringMatching(/^\\\\\.\\pipe\\dcm-processor-/), folder: null });
    expect(socketAddress('C:\\two', machine('win32')).address).not.toBe(first.address);
  });

  it('stays below the length that systems take, for a data home however deep', () => {
    const deep = `/home/${'x'.repeat(200)}`;
    const { address, folder } = socketAddress(deep, machine('linux'));
    expect(Buffer.byteLength(address)).toBeLessThanOrEqual(100);
    expect(folder).toBe(path.posix.dirname(address));
    expect(socketAddress('/home/ada/x', machine('linux')).address).toBe('/home/ada/x/socket/engine.sock');
  });
});

describe('owner-only places', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'platform-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('close a folder that others could enter', () => {
    const open = path.join(folder, 'open');
    mkdirSync(open, { mode: 0o755 });
    makeOwnerOnlyFolder(open);
    expect(statSync(open).mode & 0o077).toBe(0);
  });

  it('refuse a link that somebody laid in the place of the folder', () => {
    const link = path.join(folder, 'link');
    symlinkSync(os.tmpdir(), link);
    expect(() => makeOwnerOnlyFolder(link)).toThrow('is not a folder');
  });

  it('keep the token of the endpoint from other users and survive half a file', () => {
    writeEndpoint(folder, { address: '/a', token: 't', pid: 1 });
    expect(statSync(path.join(folder, 'engine.json')).mode & 0o077).toBe(0);
    expect(readEndpoint(folder)).toEqual({ address: '/a', token: 't', pid: 1 });
    writeFileSync(path.join(folder, 'engine.json'), '{"address": "/a"');
    expect(readEndpoint(folder)).toBeNull();
  });
});
