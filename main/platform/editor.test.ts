import { expect, test } from 'vitest';
import { editorCommand } from './index.ts';

const only =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file);
const folder = "/data/it's $(mine)/-lung";

test('a folder is handed to the first editor that is there, as one argument and through no shell', () => {
  const machine = { platform: 'linux', env: { PATH: 'relative:/usr/local/bin:/usr/bin' } } as const;
  expect(editorCommand(folder, machine, only('/usr/bin/codium', '/usr/bin/code', 'relative/code'))).toEqual({
    file: '/usr/bin/code',
    arguments: [folder],
  });
  expect(editorCommand(folder, machine, only('relative/code'))).toBeNull();
});

test('the editor that the person names comes before all others', () => {
  const env = { PATH: '/usr/bin', DCM_PROCESSOR_EDITOR: '/opt/own editor' };
  const there = only('/usr/bin/code', '/opt/own editor');
  expect(editorCommand(folder, { platform: 'linux', env }, there)?.file).toBe('/opt/own editor');
});

test('on macOS and Windows the program is found although nothing was put on the path', () => {
  const mac = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
  expect(editorCommand(folder, { platform: 'darwin', env: {} }, only(mac))?.file).toBe(mac);
  const windows = 'C:\\Users\\me\\AppData\\Local\\Programs\\Microsoft VS Code\\Code.exe';
  const env = { LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' };
  expect(editorCommand(folder, { platform: 'win32', env }, only(windows))?.file).toBe(windows);
});
