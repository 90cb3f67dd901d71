import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../../contract/index.ts';
import type { Endpoint, Product } from '../endpoints/index.ts';
import { connectProblem } from './connectProblem.ts';
import type { Failure } from './connectProblem.ts';
import type { Host, SocketFile } from './host.ts';

const host: Host = {
  platform: 'linux',
  userName: 'ada',
  isRoot: false,
  hasSystemd: true,
  hasUsermod: true,
  installed: [],
  desktopProgram: null,
  userUnits: [],
  find: (name) => `/usr/bin/${name}`,
};
const ofGroup = (group: string, more: Partial<SocketFile> = {}): SocketFile => ({
  mode: 0o140660,
  owner: 'root',
  group,
  isRootGroup: group === 'root',
  isMember: false,
  ...more,
});
function failure(code: string, more: { product?: Product; file?: SocketFile | null } = {}): Failure {
  const endpoint: Endpoint = {
    address: 'unix:///var/run/docker.sock',
    target: { kind: 'socket', path: '/var/run/docker.sock' },
    origin: 'usual place of Docker',
    product: more.product ?? 'docker',
    tls: null,
  };
  return { endpoint, error: Object.assign(new Error(code), { code }), file: more.file ?? null };
}
function remote(code: string, target: Endpoint['target'], address: string): Failure {
  const endpoint: Endpoint = { address, target, origin: 'DOCKER_HOST', product: 'docker', tls: null };
  return { endpoint, error: Object.assign(new Error(code), { code }), file: null };
}
const startedBy = (failures: Failure[], more: Partial<Host> = {}, chosen = false) =>
  connectProblem(failures, chosen, { ...host, ...more }, true).starter;
const told = (failures: Failure[], more: Partial<Host> = {}, chosen = false) =>
  connectProblem(failures, chosen, { ...host, ...more }, true).problem;

describe('a socket that may not be used', () => {
  it('of a group: the command that joins the very group that the socket has', () => {
    expect(told([failure('EACCES', { file: ofGroup('dockerusers') })])).toMatchObject({
      code: 'docker-permission',
      message: 'The user "ada" may not use Docker at unix:///var/run/docker.sock (usual place of Docker).',
      command: 'sudo usermod -aG dockerusers ada',
      advice: expect.stringContaining('log out and in again'),
    });
  });

  it('on a small system without usermod: its own command', () => {
    const problem = told([failure('EACCES', { file: ofGroup('docker') })], { hasUsermod: false });
    expect(problem.command).toBe('sudo addgroup ada docker');
  });

  it('of a group that the user joined already: to log in again, and no command that changes nothing', () => {
    const problem = told([failure('EACCES', { file: ofGroup('docker', { isMember: true }) })]);
    expect(problem).toMatchObject({ command: null, advice: expect.stringContaining('log out and in') });
  });

  it('of the group root: never to join that one', () => {
    const { command } = told([failure('EACCES', { file: ofGroup('root') })]);
    expect(command).toBe(
      'sudo groupadd -f docker && sudo usermod -aG docker ada && sudo systemctl restart docker',
    );
  });

  it('of another user, without rights of the administrator: who that is', () => {
    const file = ofGroup('bob', { owner: 'bob', mode: 0o140600 });
    expect(told([failure('EACCES', { file, product: 'docker-rootless' })])).toMatchObject({
      command: null,
      advice: expect.stringContaining('the user bob alone'),
    });
  });

  it('of the administrator’s Podman: the user’s own Podman', () => {
    const problem = told([failure('EACCES', { file: ofGroup('root'), product: 'podman-root' })]);
    expect(problem.command).toBe('systemctl --user enable --now podman.socket');
  });

  it('on Windows: the group docker-users; on macOS: Docker Desktop in the own account', () => {
    expect(told([failure('EPERM')], { platform: 'win32', userName: 'Ada L' }).command).toBe(
      'net localgroup docker-users "Ada L" /add',
    );
    expect(told([failure('EACCES')], { platform: 'darwin' }).advice).toContain('your own account');
  });
});

describe('a Docker that does not answer', () => {
  it.each<[Product, Partial<Host>, string]>([
    ['docker', {}, 'sudo systemctl start docker'],
    ['docker', { hasSystemd: false }, 'sudo service docker start'],
    ['docker', { isRoot: true }, 'systemctl start docker'],
    ['docker-rootless', {}, 'systemctl --user start docker'],
    ['docker-desktop', {}, 'systemctl --user start docker-desktop'],
    ['docker-desktop', { platform: 'darwin' }, 'open -a Docker'],
    ['docker-desktop', { platform: 'win32' }, 'docker desktop start'],
    ['podman', {}, 'systemctl --user enable --now podman.socket'],
    ['podman', { platform: 'darwin' }, 'podman machine start'],
    ['colima', { platform: 'darwin' }, 'colima start'],
    ['orbstack', { platform: 'darwin' }, 'orb start'],
    ['rancher', {}, 'rdctl start'],
  ])('%s %o: how it is started', (product, more, command) => {
    expect(told([failure('ECONNREFUSED', { product })], more)).toMatchObject({
      code: 'docker-unavailable',
      command,
    });
  });

  it('is told of before places where nothing is, and after one that may not be used', () => {
    const refused = failure('ECONNREFUSED', { product: 'podman' });
    const denied = failure('EACCES', { file: ofGroup('docker') });
    expect(told([failure('ENOENT'), refused]).command).toContain('podman');
    expect(told([failure('ENOENT'), refused, denied]).code).toBe('docker-permission');
    expect(told([failure('ENOENT'), refused, denied]).details?.split('\n')).toHaveLength(3);
  });

  it('is installed, and nowhere to be seen: how it is started', () => {
    expect(told([failure('ENOENT')], { installed: ['podman'], platform: 'darwin' })).toMatchObject({
      code: 'docker-unavailable',
      command: 'podman machine start',
    });
  });

  it('is not installed: how it is', () => {
    expect(told([failure('ENOENT')])).toMatchObject({
      code: 'docker-not-installed',
      command: 'sudo apt-get install docker.io',
      advice: expect.stringContaining('DOCKER_HOST'),
    });
    expect(told([failure('ENOENT')], { platform: 'win32' }).command).toContain('winget');
  });

  it('is where the user said and is not there: which choice to change', () => {
    const problem = told([failure('ENOENT')], {}, true);
    expect(problem.code).toBe('docker-unavailable');
    expect(problem.advice).toContain('If Docker is elsewhere');
  });

  it('is on another machine: the log-in to try, the certificates, or the address to check', () => {
    const ssh = { kind: 'ssh', host: 'lab', user: 'ada', port: 2222, socketPath: null } as const;
    expect(told([remote('ESSH', ssh, 'ssh://ada@lab:2222')], {}, true).command).toBe(
      'ssh -p 2222 ada@lab docker version',
    );
    const tcp = { kind: 'tcp', host: 'lab', port: 2376, secure: true } as const;
    const advice = (code: string) => told([remote(code, tcp, 'tcp://lab:2376')], {}, true).advice;
    expect(advice('SELF_SIGNED_CERT_IN_CHAIN')).toContain('certificates');
    expect(advice('ETIMEDOUT')).toContain('address');
  });

  it('says itself what is wrong, such as that it is too old', () => {
    const error = new EngineError('docker-too-old', 'Docker 1.13 is too old.');
    expect(told([{ ...failure('ENOENT'), error }])).toMatchObject({
      code: 'docker-too-old',
      message: 'Docker 1.13 is too old.',
    });
  });
});

describe('a Docker that the engine can start itself', () => {
  const exe = 'C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe';

  it.each<[Product, Partial<Host>, readonly string[]]>([
    ['docker', { isRoot: true }, ['/usr/bin/systemctl', 'start', 'docker']],
    ['docker', { isRoot: true, hasSystemd: false }, ['/usr/bin/service', 'docker', 'start']],
    [
      'docker-rootless',
      { userUnits: ['docker.service'] },
      ['/usr/bin/systemctl', '--user', 'start', 'docker'],
    ],
    [
      'docker-desktop',
      { userUnits: ['docker-desktop.service'] },
      ['/usr/bin/systemctl', '--user', 'start', 'docker-desktop'],
    ],
    ['docker-desktop', { platform: 'darwin' }, ['/usr/bin/open', '-a', 'Docker']],
    ['docker', { platform: 'darwin' }, ['/usr/bin/open', '-a', 'Docker']],
    ['docker-desktop', { platform: 'win32', desktopProgram: exe }, [exe]],
    [
      'podman',
      { userUnits: ['podman.socket'] },
      ['/usr/bin/systemctl', '--user', 'enable', '--now', 'podman.socket'],
    ],
    ['podman', { platform: 'darwin' }, ['/usr/bin/podman', 'machine', 'start']],
    ['colima', { platform: 'darwin' }, ['/usr/bin/colima', 'start']],
  ])('%s %o', (product, more, program) => {
    const starter = startedBy([failure('ECONNREFUSED', { product })], more);
    expect(starter && [starter.file, ...starter.arguments]).toEqual(program);
    // Only an application with a window goes on running, and is not waited for.
    expect(starter?.stays).toBe(program[0] === exe);
  });

  it.each<[Product, Partial<Host>]>([
    // A password would be asked for.
    ['docker', {}],
    ['podman-root', {}],
    // There is no such unit, or no such program.
    ['docker-rootless', {}],
    ['docker-desktop', {}],
    ['docker-desktop', { platform: 'win32' }],
    ['colima', { platform: 'darwin', find: () => null }],
  ])('is not %s %o, of which only the command is told', (product, more) => {
    const failures = [failure('ECONNREFUSED', { product })];
    expect(startedBy(failures, more)).toBeNull();
    expect(told(failures, more).command).not.toBeNull();
  });

  it('is not one that is elsewhere, that may not be used, or that answers', () => {
    const more: Partial<Host> = { isRoot: true, installed: ['docker'] };
    const tcp = (name: string) => ({ kind: 'tcp', host: name, port: 2375, secure: false }) as const;
    const elsewhere = remote('ECONNREFUSED', tcp('lab'), 'tcp://lab:2375');
    const here = remote('ECONNREFUSED', tcp('127.0.0.1'), 'tcp://127.0.0.1:2375');
    expect(startedBy([elsewhere], more, true)).toBeNull();
    expect(startedBy([here], more, true)?.arguments).toEqual(['start', 'docker']);
    expect(startedBy([failure('EACCES', { file: ofGroup('docker') })], more)).toBeNull();
    const error = new EngineError('docker-too-old', 'Docker 1.13 is too old.');
    expect(startedBy([{ ...failure('ENOENT'), error }], more)).toBeNull();
  });

  it('is one that is installed and nowhere to be seen', () => {
    const more: Partial<Host> = { installed: ['docker-rootless', 'docker'], userUnits: ['docker.service'] };
    expect(startedBy([failure('ENOENT')], more)?.arguments).toEqual(['--user', 'start', 'docker']);
    expect(startedBy([failure('ENOENT')])).toBeNull();
  });
});
