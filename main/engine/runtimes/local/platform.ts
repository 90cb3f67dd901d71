import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where the two families of systems differ in finding, starting and ending Python. */
export interface Platform {
  /** Commands that may start a Python, in the order of preference. */
  pythonCommands(env: Readonly<Record<string, string | undefined>>): PythonCommand[];
  /** How a host is started, so that neither Ctrl+C in a terminal nor a console window gets in its way. */
  hostOptions: Pick<SpawnOptions, 'detached' | 'windowsHide'>;
  /** Asks a host to end at once with everything below it. One that is stopped still does: its keeper ends it. */
  terminate(host: ChildProcess): void;
  /**
   * Has the system prefer everybody else to a host and all below it, where there is not time for all: the window, and
   * the doors above all, do not wait for jobs. One that cannot be put back works all the same.
   */
  putBack(pid: number): void;
}

/** A command line that may start a Python. */
export interface PythonCommand {
  command: string;
  arguments: string[];
}

/** Folders where installers put Python on macOS; programs started from the Dock do not have them in their PATH. */
const macFolders = [
  '/opt/homebrew/bin',
  '/usr/local/bin',
  '/Library/Frameworks/Python.framework/Versions/Current/bin',
];

/** Niceness of jobs: a third of the time of others that want all they can get, and all of it where nobody does. */
const niceness = 5;

const posix = (extraFolders: readonly string[]): Platform => ({
  pythonCommands: (env) =>
    inFolders([...folders(env['PATH'], ':'), ...extraFolders], ['python3', 'python'], path.posix),
  hostOptions: { detached: true },
  terminate(host) {
    host.kill('SIGTERM');
    // A keeper that is stopped hears of it only when it goes on.
    host.kill('SIGCONT');
  },
  putBack: (pid) => setPriority(pid, niceness),
});

const linux: Platform = {
  ...posix([]),
  putBack(pid) {
    setPriority(pid, niceness);
    // Where the kernel shares the time out by session (sched(7), "The autogroup feature"), only the session's counts.
    attempt(() => writeFileSync(`/proc/${pid}/autogroup`, String(niceness)));
  },
};

const windows: Platform = {
  pythonCommands: (env) => [
    { command: 'py', arguments: ['-3'] },
    ...inFolders(folders(env['PATH'] ?? env['Path'], ';'), ['python3.exe', 'python.exe'], path.win32),
  ],
  hostOptions: { windowsHide: true },
  terminate(host) {
    const killer = spawn('taskkill', taskkillArguments(host.pid), { stdio: 'ignore', windowsHide: true });
    // Without taskkill the host alone is ended; its children notice.
    killer.once('error', () => host.kill());
  },
  // Processes that one of this class starts are of it as well.
  putBack: (pid) => setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL),
};

function setPriority(pid: number, priority: number): void {
  attempt(() => os.setPriority(pid, priority));
}

/** For what is better done, and may fail: the process has ended, or the system has no such file. */
function attempt(action: () => void): void {
  try {
    action();
  } catch {
    // As it was, then.
  }
}

/** The differences as they are on a system. */
export function platformOf(system: NodeJS.Platform): Platform {
  if (system === 'win32') return windows;
  return system === 'linux' ? linux : posix(system === 'darwin' ? macFolders : []);
}

/** Ends a process and all its descendants, without asking them. */
export function taskkillArguments(pid: number | undefined): string[] {
  return ['/T', '/F', '/PID', String(pid)];
}

function folders(searchPath: string | undefined, separator: string): string[] {
  return (searchPath ?? '').split(separator).filter((folder) => folder !== '');
}

/** Every name in every folder: the first Python of the search path may be too old, the next one not. */
function inFolders(places: string[], names: string[], { join }: path.PlatformPath): PythonCommand[] {
  return names.flatMap((name) =>
    [...new Set(places)].map((folder) => ({ command: join(folder, name), arguments: [] })),
  );
}
