import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { desktopEntry, execValue, readExec } from './desktopEntry.ts';
import { loginItem } from './loginItem.ts';
import { startCommand } from './startCommand.ts';
import { autostartFolder, xdgAutostart } from './xdgAutostart.ts';

function scratch(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'autostart-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const installed = {
  executable: '/opt/DCM Processor/dcm-processor-desktop',
  programFolder: null,
  appImage: null,
  home: '/home/r/.local/share/dcm-processor',
  usualHome: '/home/r/.local/share/dcm-processor',
};

describe.skipIf(process.platform === 'win32')('what is started at login', () => {
  it('is the installed program, hidden', () => {
    expect(startCommand(installed)).toEqual(['/opt/DCM Processor/dcm-processor-desktop', '--hidden']);
  });
  it('is the AppImage, not the folder that it is mounted at while it runs', () => {
    const mounted = {
      ...installed,
      executable: '/tmp/.mount_dcm123/dcm',
      appImage: '/home/r/Apps/dcm.AppImage',
    };
    expect(startCommand(mounted)).toEqual(['/home/r/Apps/dcm.AppImage', '--hidden']);
  });
  it('is Electron with the checkout, and the data home where that is another', () => {
    const checkout = {
      ...installed,
      executable: '/cache/electron',
      programFolder: '/src/dcm',
      home: '/data',
    };
    expect(startCommand(checkout)).toEqual(['/cache/electron', '/src/dcm', '--hidden', '--home=/data']);
  });
});

/** The words of a value of `Exec`, taken apart by a shell: the rules for quotes are the same. */
function wordsOf(exec: string): string[] {
  const unescaped = exec.replaceAll('\\\\', '\\');
  const output = execFileSync('sh', ['-c', `printf '%s\\0' ${unescaped}`], { encoding: 'utf8' });
  return output
    .split('\0')
    .slice(0, -1)
    .map((word) => word.replaceAll('%%', '%'));
}

const awkward = [
  '/opt/DCM Processor/run',
  '--home=/data/"quoted" $HOME `id` \\back\\slash',
  '/x/$(touch /tmp/owned)',
  "/it's/100%/%f/;&|<>*?#~",
  '/ünï/日本/🫁',
];

test.skipIf(process.platform === 'win32')(
  'paths with quotes, dollars and percents reach the program as they are, and nothing in them is run',
  () => {
    expect(wordsOf(execValue(awkward))).toEqual(awkward);
    expect(readExec(desktopEntry(awkward))).toBe(execValue(awkward));
  },
);

test('a path with a line break is refused, since it could say anything in an entry', () => {
  expect(() => execValue(['/x\nExec=evil'])).toThrow(/line break/);
});

test('an entry that a desktop switched off is off, and what stands in other groups does not count', () => {
  const entry = desktopEntry(['/x']);
  expect(readExec(entry)).toBe('"/x"');
  expect(readExec(`${entry}Hidden=true\n`)).toBeNull();
  expect(readExec(entry.replace('enabled=true', 'enabled=false'))).toBeNull();
  expect(readExec(`${entry}[Desktop Action x]\nHidden=true\n`)).toBe('"/x"');
  expect(readExec('Exec=/x')).toBeNull();
});

describe('the entry of a Linux session', () => {
  it('is written, read and removed, one for each data home', () => {
    const folder = path.join(scratch(), 'not', 'there yet');
    const usual = xdgAutostart({ folder, command: ['/x', '--hidden'], mark: null });
    const other = xdgAutostart({ folder, command: ['/x', '--home=/d'], mark: '/d' });
    expect(usual.read()).toMatchObject({ isOn: false, problem: null });
    usual.set(true);
    expect(usual.read()).toMatchObject({ isOn: true, command: '"/x" "--hidden"' });
    expect(other.read().isOn).toBe(false);
    other.set(true);
    usual.set(false);
    expect([usual.read().isOn, other.read().isOn]).toEqual([false, true]);
    usual.set(false);
    expect(readFileSync(other.read().file ?? '', 'utf8')).toContain('Exec="/x" "--home=/d"\n');
  });
  it('lies where the person keeps settings, unless that is told as no absolute path', () => {
    expect(autostartFolder({ XDG_CONFIG_HOME: '/c' }, '/home/r')).toBe(path.join('/c', 'autostart'));
    for (const given of [undefined, '', 'relative']) {
      expect(autostartFolder({ XDG_CONFIG_HOME: given }, '/home/r')).toBe(
        path.join('/home/r', '.config', 'autostart'),
      );
    }
  });
  it.skipIf(process.platform === 'win32')('starts the program with exactly these arguments', () => {
    const folder = scratch();
    const program = path.join(folder, 'the "program" $1');
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" > "${path.join(folder, 'said')}"\n`);
    chmodSync(program, 0o755);
    mkdirSync(path.join(folder, 'autostart'));
    const start = xdgAutostart({ folder, command: [program, '--hidden', '--home=/a b'], mark: null });
    start.set(true);
    const words = wordsOf(readExec(readFileSync(start.read().file ?? '', 'utf8')) ?? '');
    execFileSync(words[0] ?? '', words.slice(1));
    expect(readFileSync(path.join(folder, 'said'), 'utf8')).toBe('--hidden\n--home=/a b\n');
  });
});

test.each(['win32', 'darwin'] as const)(
  'on %s the system keeps it, and is asked as it was told',
  (platform) => {
    type Settings = { openAtLogin?: boolean; path?: string; args?: string[] };
    let kept: Settings = {};
    const asked: Settings[] = [];
    const app = {
      setLoginItemSettings: (settings: Settings) => void (kept = settings),
      getLoginItemSettings: (options: Settings) => {
        asked.push(options);
        return { openAtLogin: kept.openAtLogin === true } as never;
      },
    };
    const start = loginItem(app, { command: ['C:\\x.exe', '--hidden'], platform });
    expect(start.read().isOn).toBe(false);
    start.set(true);
    expect(start.read().isOn).toBe(true);
    const what = platform === 'win32' ? { path: 'C:\\x.exe', args: ['--hidden'] } : {};
    expect(kept).toEqual({ openAtLogin: true, ...what });
    expect(asked).toEqual([what, what]);
  },
);
