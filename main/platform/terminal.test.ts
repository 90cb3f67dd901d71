import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandLine, terminalCommand } from './index.ts';

const program = ['/opt/py thon/bin/python3', "/data/it's/job.py", 'shell'];
const display = { DISPLAY: ':0', PATH: '/usr/local/bin:/usr/bin:relative' };
const only =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file);

describe('a program in a terminal of its own', () => {
  it('takes the terminal that the person chose, then the first that is there, as one argument list', () => {
    const found = only('/usr/bin/xterm', '/usr/bin/gnome-terminal', 'relative/kitty');
    expect(terminalCommand(program, { platform: 'linux', env: display }, found)).toEqual({
      file: '/usr/bin/gnome-terminal',
      arguments: ['--', ...program],
    });
    const chosen = only('/usr/bin/xterm', '/usr/local/bin/x-terminal-emulator');
    expect(terminalCommand(program, { platform: 'linux', env: display }, chosen)).toEqual({
      file: '/usr/local/bin/x-terminal-emulator',
      arguments: ['-e', ...program],
    });
  });

  it('is none without a display, and none where there is no terminal', () => {
    const found = only('/usr/bin/xterm');
    expect(terminalCommand(program, { platform: 'linux', env: { PATH: '/usr/bin' } }, found)).toBeNull();
    expect(terminalCommand(program, { platform: 'linux', env: display }, only())).toBeNull();
    expect(terminalCommand(program, { platform: 'win32', env: {} }, only())).toBeNull();
  });

  it('on Windows is a console host with the program, not a line for cmd.exe that would be taken apart', () => {
    const host = 'D:\\Windows\\System32\\conhost.exe';
    expect(
      terminalCommand(program, { platform: 'win32', env: { SYSTEMROOT: 'D:\\Windows' } }, only(host)),
    ).toEqual({
      file: host,
      arguments: program,
    });
  });

  it('on macOS hands the program to the script as arguments: nothing of it stands in the script', () => {
    const command = terminalCommand(program, { platform: 'darwin', env: {} }, only());
    expect(command?.file).toBe('/usr/bin/osascript');
    expect(command?.arguments.slice(-3)).toEqual(program);
    const script = command?.arguments
      .slice(0, -3)
      .filter((_, index) => index % 2 === 1)
      .join('\n');
    expect(script).toContain('quoted form of part');
    expect(script).not.toContain('job.py');
  });
});

describe('a command line to copy', () => {
  it.runIf(process.platform !== 'win32')('means the same to a shell, whatever is in the paths', () => {
    const odd = ['printf', '%s|', "it's", '$HOME `id`', 'two words', '"', 'ü', ''];
    expect(execFileSync('/bin/sh', ['-c', commandLine(odd, 'linux')], { encoding: 'utf8' })).toBe(
      'it\'s|$HOME `id`|two words|"|ü||',
    );
  });

  it('is one for PowerShell on Windows', () => {
    expect(commandLine(["C:\\it's\\python.exe", 'job.py'], 'win32')).toBe("& 'C:\\it''s\\python.exe' job.py");
    expect(commandLine(['dcm-processor', 'start', 'app', '--name', 'Größe'], 'win32')).toBe(
      'dcm-processor start app --name Größe',
    );
    // PowerShell ends a text at each of these quotes.
    expect(commandLine(['echo', "a'b‘c’d‚e‛f; calc"], 'win32')).toBe("echo 'a''b‘‘c’’d‚‚e‛‛f; calc'");
    expect(commandLine(['echo', 'Anna’s'], 'linux')).toBe("echo 'Anna’s'");
  });
});
