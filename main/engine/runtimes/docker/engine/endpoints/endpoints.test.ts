import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EngineError } from '../../../../../../contract/index.ts';
import { parseAddress } from './address.ts';
import { searchFor } from './search.ts';
import { readSurroundings } from './surroundings.ts';
import type { DockerContext, Surroundings } from './types.ts';

function around(more: Partial<Surroundings>): Surroundings {
  return {
    platform: 'linux',
    env: {},
    home: '/home/ada',
    uid: 1000,
    configFolder: '/home/ada/.docker',
    currentContext: () => null,
    contexts: [],
    ...more,
  };
}
const addresses = (more: Partial<Surroundings>) =>
  searchFor(around(more)).endpoints.map(({ address }) => address);
const context = (name: string, host: string, more: Partial<DockerContext> = {}): DockerContext => ({
  name,
  host,
  tlsFolder: null,
  skipTlsVerify: false,
  ...more,
});

describe('where Docker is looked for', () => {
  it('on Linux: the system, one without rights, Docker Desktop, Colima, Rancher, Podman', () => {
    expect(addresses({ env: { XDG_RUNTIME_DIR: '/run/user/1000' } })).toEqual([
      'unix:///var/run/docker.sock',
      'unix:///run/user/1000/docker.sock',
      'unix:///home/ada/.docker/run/docker.sock',
      'unix:///home/ada/.docker/desktop/docker.sock',
      'unix:///home/ada/.colima/default/docker.sock',
      'unix:///home/ada/.config/colima/default/docker.sock',
      'unix:///home/ada/.rd/docker.sock',
      'unix:///run/user/1000/podman/podman.sock',
      'unix:///run/podman/podman.sock',
    ]);
  });

  it('on Linux without XDG_RUNTIME_DIR, as started by cron or ssh: the folder of the user id', () => {
    expect(addresses({ uid: 1234 })).toContain('unix:///run/user/1234/podman/podman.sock');
  });

  it('on macOS: Docker Desktop in the home folder first, then OrbStack, Colima, Rancher, both Podmans', () => {
    expect(
      addresses({ platform: 'darwin', home: '/Users/ada', env: { TMPDIR: '/var/folders/x/T/' } }),
    ).toEqual([
      'unix:///Users/ada/.docker/run/docker.sock',
      'unix:///var/run/docker.sock',
      'unix:///Users/ada/.orbstack/run/docker.sock',
      'unix:///Users/ada/.colima/default/docker.sock',
      'unix:///Users/ada/.config/colima/default/docker.sock',
      'unix:///Users/ada/.rd/docker.sock',
      'unix:///var/folders/x/T/podman/podman-machine-default-api.sock',
      'unix:///Users/ada/.local/share/containers/podman/machine/podman.sock',
    ]);
  });

  it('on Windows: the pipes of Docker, Docker Desktop and Podman', () => {
    expect(addresses({ platform: 'win32', home: 'C:\\Users\\ada', uid: null })).toEqual([
      'npipe:////./pipe/docker_engine',
      'npipe:////./pipe/dockerDesktopLinuxEngine',
      'npipe:////./pipe/podman-machine-default',
    ]);
  });

  it('in contexts on this machine that nobody chose, after the usual places and each place once', () => {
    const contexts = [
      context('default-copy', 'unix:///run/docker.sock'),
      context('colima-lab', 'unix:///home/ada/.colima/lab/docker.sock'),
      context('remote', 'ssh://ada@server'),
      context('broken', 'unix://'),
    ];
    const found = addresses({ contexts });
    expect(found.at(-1)).toBe('unix:///home/ada/.colima/lab/docker.sock');
    expect(found.filter((one) => one.endsWith('/run/docker.sock') && !one.includes('ada'))).toHaveLength(1);
    expect(found.join()).not.toContain('ssh');
  });

  it('nowhere but where DOCKER_HOST says, whatever the context', () => {
    const search = searchFor(
      around({ env: { DOCKER_HOST: 'tcp://server:2375' }, currentContext: () => 'lab' }),
    );
    expect(search).toMatchObject({
      chosen: true,
      endpoints: [{ address: 'tcp://server:2375', origin: 'DOCKER_HOST', tls: null }],
    });
  });

  it('with the certificates of DOCKER_CERT_PATH, at the port of TLS where none is given', () => {
    const env = { DOCKER_HOST: 'tcp://server', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
    expect(searchFor(around({ env })).endpoints).toMatchObject([
      { address: 'tcp://server:2376', target: { secure: true }, tls: { folder: '/certs', verify: true } },
    ]);
  });

  it('in the context in use, and in another that DOCKER_CONTEXT names', () => {
    const contexts = [
      context('lab', 'ssh://ada@server:2222'),
      context('cloud', 'tcp://cloud:2376', { tlsFolder: '/tls', skipTlsVerify: true }),
    ];
    const search = searchFor(around({ contexts, currentContext: () => 'lab' }));
    expect(search).toMatchObject({
      chosen: true,
      endpoints: [{ address: 'ssh://ada@server:2222', origin: 'Docker context "lab"' }],
    });
    const env = { DOCKER_CONTEXT: 'cloud' };
    expect(searchFor(around({ contexts, env, currentContext: () => 'lab' })).endpoints).toMatchObject([
      { address: 'tcp://cloud:2376', target: { secure: true }, tls: { folder: '/tls', verify: false } },
    ]);
  });

  it('in the usual places where the context in use is the default one', () => {
    expect(searchFor(around({ currentContext: () => 'default' })).chosen).toBe(false);
  });

  it('not in a context that does not exist, and says how to choose another', () => {
    expect(() => searchFor(around({ env: { DOCKER_CONTEXT: 'gone' } }))).toThrow(
      expect.objectContaining({
        code: 'docker-endpoint-invalid',
        message: expect.stringContaining('"gone"'),
        advice: expect.stringContaining('docker context use'),
      }),
    );
  });
});

describe('addresses', () => {
  it.each([
    ['unix:///run/docker.sock', { kind: 'socket', path: '/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375, secure: false }],
    ['server:80', { kind: 'tcp', host: 'server', port: 80, secure: false }],
    ['http://server:80', { kind: 'tcp', host: 'server', port: 80, secure: false }],
    ['https://server', { kind: 'tcp', host: 'server', port: 2376, secure: true }],
    ['ssh://server', { kind: 'ssh', host: 'server', user: null, port: null, socketPath: null }],
    [
      'ssh://ada@server:22/run/user/1/docker.sock',
      { kind: 'ssh', host: 'server', user: 'ada', port: 22, socketPath: '/run/user/1/docker.sock' },
    ],
  ])('%s is understood', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
  });

  it.each([
    'unix://',
    'ftp://server',
    'tcp://',
    'tcp://a b',
    'ssh://-oProxyCommand=x',
    'ssh://-l@server',
    'ssh://ada:secret@server',
    'ssh://server/run/$(reboot)',
    'ssh://server/run/a;b',
    'tcp://server:99999',
  ])('%s is refused, and never reaches a command line', (text) => {
    expect(() => parseAddress(text)).toThrow(EngineError);
  });
});

describe('the settings of Docker’s command line', () => {
  function configFolder(): string {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'docker-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }
  function writeContext(folder: string, id: string, text: string): void {
    mkdirSync(path.join(folder, 'contexts', 'meta', id), { recursive: true });
    writeFileSync(path.join(folder, 'contexts', 'meta', id, 'meta.json'), text);
  }

  it('are read: context in use, contexts, and the certificates that belong to one', () => {
    const folder = configFolder();
    writeFileSync(path.join(folder, 'config.json'), '{"currentContext": "lab", "auths": {}}');
    // The hash of "lab", by which Docker names its folders.
    const id = 'a51146d38077ff992eba84cf1d5e9b249073503eb74868699016153b031a38f7';
    const meta = { Name: 'lab', Metadata: {}, Endpoints: { docker: { Host: 'tcp://lab:2376' } } };
    writeContext(folder, 'any', JSON.stringify(meta));
    writeContext(folder, 'kubernetes', '{"Name": "k8s", "Endpoints": {"kubernetes": {}}}');
    writeContext(folder, 'damaged', '{"Name": ');
    mkdirSync(path.join(folder, 'contexts', 'tls', id, 'docker'), { recursive: true });
    const read = readSurroundings({ DOCKER_CONFIG: folder });
    expect(read.currentContext()).toBe('lab');
    expect(read.contexts).toEqual([
      {
        name: 'lab',
        host: 'tcp://lab:2376',
        skipTlsVerify: false,
        tlsFolder: path.join(folder, 'contexts', 'tls', id, 'docker'),
      },
    ]);
  });

  it('are no obstacle where they are missing, or damaged while DOCKER_HOST says where Docker is', () => {
    const folder = configFolder();
    expect(readSurroundings({ DOCKER_CONFIG: folder }).currentContext()).toBeNull();
    writeFileSync(path.join(folder, 'config.json'), 'no json');
    const read = readSurroundings({ DOCKER_CONFIG: folder, DOCKER_HOST: 'unix:///x.sock' });
    expect(searchFor(read).endpoints).toHaveLength(1);
    expect(() => searchFor(readSurroundings({ DOCKER_CONFIG: folder }))).toThrow(
      expect.objectContaining({ message: expect.stringContaining(path.join(folder, 'config.json')) }),
    );
  });
});
