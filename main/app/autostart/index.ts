import os from 'node:os';
import { app } from 'electron';
import { loginItem } from './loginItem.ts';
import { startCommand } from './startCommand.ts';
import { autostartFolder, xdgAutostart } from './xdgAutostart.ts';
import type { LoginStart } from './xdgAutostart.ts';
export type { LoginStart } from './xdgAutostart.ts';

/** Start of this program at login, as this system does it. */
export function loginStart({ home, usualHome }: { home: string; usualHome: string }): LoginStart {
  const command = startCommand({
    executable: process.execPath,
    programFolder: app.isPackaged ? null : app.getAppPath(),
    appImage: process.env['APPIMAGE'] ?? null,
    home,
    usualHome,
  });
  if (process.platform !== 'linux') return loginItem(app, { command, platform: process.platform });
  return xdgAutostart({
    folder: autostartFolder(process.env, os.homedir()),
    command,
    mark: home === usualHome ? null : home,
  });
}

/** Writes an entry that is on anew: the program may have been moved, or updated to another file. */
export function renewLoginStart(start: LoginStart): void {
  if (start.read().isOn) start.set(true);
}
