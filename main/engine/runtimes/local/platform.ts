import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import path from 'node:path';

/** Where the two families of systems differ in finding, starting and ending Python. */
export interface Platform {
  /** Commands that may start a Python, in the order of preference. */
  pythonCommands(env: Readonly<Record<string, string | undefined>>): PythonCommand[];
  /** How a host is started, so that neither Ctrl+C in a terminal nor a console window gets in its way. */
  hostOptions: Pick<SpawnOptions, 'detached' | 'windowsHide'>;
  /** Asks a host to end at once with everything below it. One that is stopped still does: its keeper ends it. */
  terminate(host: ChildProcess): void;
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

const posix = (extraFolders: readonly string[]): Platform => ({
  pythonCommands: (env) =>
    inFolders([...folders(env['PATH'], ':'), ...extraFolders], ['python3', 'python'], path.posix),
  hostOptions: { detached: true },
  terminate(host) {
    host.kill('SIGTERM');
    // A keeper that is stopped hears of it only when it goes on.
    host.kill('SIGCONT');
  },
});

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
};

/** The differences as they are on a system. */
export function platformOf(system: NodeJS.Platform): Platform {
  if (system === 'win32') return windows;
  return posix(system === 'darwin' ? macFolders : []);
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
