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
