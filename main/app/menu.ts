import type { MenuItemConstructorOptions } from 'electron';
import type { ShellNotice } from '../../contract/index.ts';

type Command = Extract<ShellNotice, { kind: 'command' }>['command'];

/** The menu of the program. */
export function menuTemplate(options: {
  platform: NodeJS.Platform;
  /** Adds what developers of the page need. */
  development: boolean;
  run: (command: Command) => void;
  openLogFolder: () => void;
}): MenuItemConstructorOptions[] {
  const { platform, development, run, openLogFolder } = options;
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac = platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        { label: 'Import &files…', accelerator: 'CmdOrCtrl+O', click: () => run('import-files') },
        { label: 'Import f&older…', accelerator: 'CmdOrCtrl+Shift+O', click: () => run('import-folder') },
        separator,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu', label: '&Edit' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        ...(development ? [{ role: 'toggleDevTools' as const }] : []),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu', label: '&Window' },
    {
      role: 'help',
      label: '&Help',
      submenu: [
        { label: 'Open the &log folder', click: openLogFolder },
        ...(mac ? [] : [separator, { role: 'about' as const }]),
      ],
    },
  ];
}
