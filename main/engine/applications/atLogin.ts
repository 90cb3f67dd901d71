import { applicationFolders } from '../context/index.ts';
import type { KnownApplication } from './knownApplications.ts';
import { readSettings, writeSettings } from './settings.ts';

/** Sets an application that is not open yet to run, or not, as was chosen for the start at login. */
export function beginAtLogin({ folder }: KnownApplication): void {
  const { settingsFile } = applicationFolders(folder);
  try {
    const settings = readSettings(settingsFile);
    const isStopped = !settings.options.startAtLogin;
    if (settings.isStopped !== isStopped) writeSettings(settingsFile, { ...settings, isStopped });
  } catch {
    // What is wrong with it is said when it is opened.
  }
}
