import path from 'node:path';
import type { Machine } from './dataHome.ts';

/** A program with its arguments, to be started without a shell. */
export interface TerminalCommand {
  file: string;
  arguments: string[];
}

/** Terminals of Linux desktops with what stands before the program that is to run in them, the chosen one first. */
const linuxTerminals: readonly [name: string, ...before: string[]][] = [
  ['x-terminal-emulator', '-e'],
  ['gnome-terminal', '--'],
  ['kgx', '--'],
  ['konsole', '-e'],
  ['xfce4-terminal', '-x'],
  ['mate-terminal', '-x'],
  ['kitty'],
  ['alacritty', '-e'],
  ['xterm', '-e'],
];

/** Tells the Terminal of macOS to run what it is handed; the texts are put in quotes by AppleScript itself. */
const macScript = [
  'on run argv',
  'set line to ""',
  'repeat with part in argv',
  'set line to line & quoted form of part & " "',
  'end repeat',
  'tell application "Terminal"',
  'activate',
  'do script line',
  'end tell',
  'end run',
];

/**
 * How a program is run in a terminal window of its own; null where no terminal is found.
 * @param isThere whether a file can be run
 */
export function terminalCommand(
  program: readonly string[],
  machine: Pick<Machine, 'platform' | 'env'>,
  isThere: (file: string) => boolean,
): TerminalCommand | null {
  const { platform, env } = machine;
  if (platform === 'darwin') {
    const script = macScript.flatMap((line) => ['-e', line]);
    return { file: '/usr/bin/osascript', arguments: [...script, ...program] };
  }
  if (platform === 'win32') {
    // The console host opens a window of its own for the program it is given.
    const file = path.win32.join(
      env['SYSTEMROOT'] ?? env['SystemRoot'] ?? 'C:\\Windows',
      'System32',
      'conhost.exe',
    );
    return isThere(file) ? { file, arguments: [...program] } : null;
  }
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return null;
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => path.posix.isAbsolute(folder));
  for (const [name, ...before] of linuxTerminals) {
    const file = folders.map((folder) => path.posix.join(folder, name)).find(isThere);
    if (file !== undefined) return { file, arguments: [...before, ...program] };
  }
  return null;
}

/** A word as a person types it into the usual shell of the system: PowerShell on Windows, a POSIX shell elsewhere. */
export function shellWord(text: string, platform: NodeJS.Platform = process.platform): string {
  const isPlain = platform === 'win32' ? /^[\p{L}\p{N}_.:/\\-]+$/u : /^[\p{L}\p{N}_@%+=:,./-]+$/u;
  if (isPlain.test(text)) return text;
  // PowerShell takes the typographic ones for single quotes as well.
  const quoted =
    platform === 'win32' ? text.replaceAll(/['‘’‚‛]/gu, '$&$&') : text.replaceAll("'", String.raw`'\''`);
  return `'${quoted}'`;
}

/** A program with its arguments as a person types it into that shell. */
export function commandLine(program: readonly string[], platform: NodeJS.Platform): string {
  const line = program.map((part) => shellWord(part, platform)).join(' ');
  // In PowerShell `&` runs what is in quotes.
  return platform === 'win32' && line.startsWith("'") ? `& ${line}` : line;
}
