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
  const onPath = (name: string) => findProgram(name, env) !== null;
  const desktop =
    existsSync('/Applications/Docker.app') ||
    existsSync('/opt/docker-desktop') ||
    existsSync(
      path.join(env['ProgramFiles'] ?? 'C:\\Program Files', 'Docker', 'Docker', 'Docker Desktop.exe'),
    );
  const installed: [Product, boolean][] = [
    ['docker-desktop', desktop],
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
  };
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
