import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Product } from '../endpoints/index.ts';

/** What this machine and user say about why Docker does not answer. */
export interface Host {
  platform: NodeJS.Platform;
  userName: string;
  /** The user is the administrator of a Unix system. */
  isRoot: boolean;
  hasSystemd: boolean;
  /** `usermod` is there; small systems have `addgroup` in its place. */
  hasUsermod: boolean;
  /** What is installed, by its programs. */
  installed: readonly Product[];
  /** The program of Docker Desktop, where it is one that can be run; null elsewhere, and where there is none. */
  desktopProgram: string | null;
  /** Of what could start Docker, what the systemd of the user knows: `docker.service`. */
  userUnits: readonly string[];
  /** Where a program is; null where it is not found. */
  find: (name: string) => string | null;
}

/** A socket that exists. */
export interface SocketFile {
  mode: number;
  /** Owner and group by name, or by number where they have none. */
  owner: string;
  group: string;
  /** The file belongs to the administrator's group. */
  isRootGroup: boolean;
  /** The list of groups has the user in it, whether this session knows or not. */
  isMember: boolean;
}

export function readHost(env: NodeJS.ProcessEnv = process.env): Host {
  const find = (name: string) => findProgram(name, env);
  const onPath = (name: string) => find(name) !== null;
  const program = path.join(
    env['ProgramFiles'] ?? 'C:\\Program Files',
    'Docker',
    'Docker',
    'Docker Desktop.exe',
  );
  const desktopProgram = process.platform === 'win32' && existsSync(program) ? program : null;
  const userUnits = readUserUnits(env);
  const desktop =
    desktopProgram !== null || existsSync('/Applications/Docker.app') || existsSync('/opt/docker-desktop');
  const installed: [Product, boolean][] = [
    ['docker-desktop', desktop],
    // Somebody set it up for this user: it is meant to be used.
    ['docker-rootless', userUnits.includes('docker.service')],
    ['docker', process.platform === 'linux' && onPath('dockerd')],
    ['podman', onPath('podman')],
    ['colima', onPath('colima')],
    ['orbstack', onPath('orb')],
    ['rancher', onPath('rdctl')],
  ];
  return {
    platform: process.platform,
    userName: os.userInfo().username,
    isRoot: process.geteuid?.() === 0,
    hasSystemd: existsSync('/run/systemd/system'),
    hasUsermod: onPath('usermod'),
    installed: installed.flatMap(([product, isThere]) => (isThere ? [product] : [])),
    desktopProgram,
    userUnits,
    find,
  };
}

/** Units of the user by which Docker is started, from the folders in which systemd looks for them (systemd.unit(5)). */
function readUserUnits(env: NodeJS.ProcessEnv): string[] {
  if (process.platform !== 'linux') return [];
  const home = env['HOME'] ?? os.homedir();
  const folders = [
    path.join(env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'), 'systemd/user'),
    path.join(env['XDG_DATA_HOME'] ?? path.join(home, '.local/share'), 'systemd/user'),
    ...['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map((root) => path.join(root, 'systemd/user')),
  ];
  return ['docker.service', 'docker-desktop.service', 'podman.socket'].filter((unit) =>
    folders.some((folder) => existsSync(path.join(folder, unit))),
  );
}

/** Null where there is no such file, or where it cannot be looked at. */
export function readSocketFile(file: string, userName: string): SocketFile | null {
  try {
    const { mode, uid, gid } = statSync(file);
    const groups = readTable('/etc/group');
    const group = groups.find((row) => row[2] === String(gid));
    return {
      mode,
      owner: readTable('/etc/passwd').find((row) => row[2] === String(uid))?.[0] ?? String(uid),
      group: group?.[0] ?? String(gid),
      isRootGroup: gid === 0,
      isMember: group?.[3]?.split(',').includes(userName) ?? false,
    };
  } catch {
    return null;
  }
}

function readTable(file: string): string[][] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
}

/** Where a program is; the folders of the administrator's programs are looked at as well. */
function findProgram(name: string, env: NodeJS.ProcessEnv): string | null {
  const isWindows = process.platform === 'win32';
  const folders = (env['PATH'] ?? '').split(path.delimiter);
  if (!isWindows) folders.push('/usr/local/bin', '/opt/homebrew/bin', '/usr/bin', '/usr/sbin', '/sbin');
  for (const folder of folders) {
    if (folder === '') continue;
    const file = path.join(folder, isWindows ? `${name}.exe` : name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
