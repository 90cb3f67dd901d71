import { createHash } from 'node:crypto';
import os from 'node:os';
import { app } from 'electron';
import { loginItem, runKeyStart } from './loginItem.ts';
import { startCommand } from './startCommand.ts';
import { autostartFolder, xdgAutostart } from './xdgAutostart.ts';
import type { LoginStart } from './xdgAutostart.ts';
export type { LoginStart } from './xdgAutostart.ts';

/** Start of this program at login, as this system does it. */
export function loginStart({ home, usualHome }: { home: string; usualHome: string }): LoginStart {
  if (process.platform === 'darwin') {
    return loginItem(app, { isUsual: app.isPackaged && home === usualHome });
  }
  const command = startCommand({
    executable: process.execPath,
    programFolder: app.isPackaged ? null : app.getAppPath(),
    appImage: process.env['APPIMAGE'] ?? null,
    home,
    usualHome,
  });
  /** Tells what is kept for other data homes apart. */
  const mark = home === usualHome ? '' : `-${createHash('sha256').update(home).digest('hex').slice(0, 8)}`;
  if (process.platform === 'win32') return runKeyStart(app, { command, mark });
  return xdgAutostart({ folder: autostartFolder(process.env, os.homedir()), command, mark });
}

/** Writes an entry that is on anew: the program may have been moved, or updated to another file. */
export function renewLoginStart(start: LoginStart): void {
  if (start.read().isOn) start.set(true);
}
