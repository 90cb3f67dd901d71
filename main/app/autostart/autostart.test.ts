import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { desktopEntry, execValue, readExec } from './desktopEntry.ts';
import { loginItem, runKeyStart } from './loginItem.ts';
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
    const usual = xdgAutostart({ folder, command: ['/x', '--hidden'], mark: '' });
    const other = xdgAutostart({ folder, command: ['/x', '--home=/d'], mark: '-d' });
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
    const start = xdgAutostart({ folder, command: [program, '--hidden', '--home=/a b'], mark: '' });
    start.set(true);
    const words = wordsOf(readExec(readFileSync(start.read().file ?? '', 'utf8')) ?? '');
    execFileSync(words[0] ?? '', words.slice(1));
    expect(readFileSync(path.join(folder, 'said'), 'utf8')).toBe('--hidden\n--home=/a b\n');
  });
});

/** A Run key as Electron 33 keeps and reads it: values by name, words joined by blanks. */
function runKey() {
  const values = new Map<string, string>();
  const app = {
    setLoginItemSettings({ openAtLogin = false, path: program = '', args = [], name = 'the program' }) {
      if (openAtLogin) values.set(name, [program, ...args].join(' '));
      else values.delete(name);
    },
    getLoginItemSettings: () =>
      ({ launchItems: [...values.keys()].map((name) => ({ name, scope: 'user', enabled: true })) }) as never,
  };
  return { values, app };
}

describe('the Run key of Windows', () => {
  const program = 'C:\\Program Files\\DCM Processor\\x.exe';
  it('keeps a program and a data home with blanks, or at the root of a drive, whole', () => {
    const { values, app } = runKey();
    const command = [program, '--hidden', '--home=D:\\'];
    const start = runKeyStart(app, { command, mark: '' });
    start.set(true);
    expect(start.read()).toMatchObject({ isOn: true, problem: null });
    expect([...values]).toEqual([['DCM Processor', `"${program}" "--hidden" "--home=D:\\\\"`]]);
  });
  it('has a value for each data home, so that one is not switched off with another', () => {
    const { app } = runKey();
    const usual = runKeyStart(app, { command: [program, '--hidden'], mark: '' });
    const other = runKeyStart(app, { command: [program, '--hidden', '--home=D:\\b c'], mark: '-1f' });
    usual.set(true);
    expect(other.read().isOn).toBe(false);
    other.set(true);
    usual.set(false);
    expect([usual.read().isOn, other.read().isOn]).toEqual([false, true]);
  });
});

describe('the login item of macOS', () => {
  function item() {
    let isOn = false;
    return {
      setLoginItemSettings: ({ openAtLogin = false }) => void (isOn = openAtLogin),
      getLoginItemSettings: () => ({ openAtLogin: isOn }) as never,
    };
  }
  it('is switched, and read as it was switched', () => {
    const start = loginItem(item(), { isUsual: true });
    expect(start.read()).toMatchObject({ isOn: false, problem: null });
    start.set(true);
    expect(start.read().isOn).toBe(true);
  });
  it('is not said to start a data home that macOS is not told of', () => {
    const app = item();
    loginItem(app, { isUsual: true }).set(true);
    const other = loginItem(app, { isUsual: false });
    expect(other.read()).toMatchObject({ isOn: false, problem: expect.stringContaining('usual data home') });
    expect(() => other.set(true)).toThrow(/usual data home/);
  });
});
