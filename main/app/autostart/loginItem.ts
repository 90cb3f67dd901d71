import type { App } from 'electron';
import type { LoginStart } from './xdgAutostart.ts';

/** Start at login as Windows (the person's Run key) and macOS (login items) have it, through Electron. */
export function loginItem(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  {
    command: [executable = '', ...args],
    platform,
  }: { command: readonly string[]; platform: NodeJS.Platform },
): LoginStart {
  // macOS starts the program itself, and tells it that it is a start at login; Windows is told what to run.
  const what = platform === 'win32' ? { path: executable, args: [...args] } : {};
  return {
    read: () => ({
      isOn: app.getLoginItemSettings(what).openAtLogin,
      command: null,
      file: null,
      problem: null,
    }),
    set: (isOn) => app.setLoginItemSettings({ openAtLogin: isOn, ...what }),
  };
}
