import type { MenuItemConstructorOptions } from 'electron';
import type { ShellNotice } from '../../contract/index.ts';
import { shellTexts } from './texts/index.ts';

type Command = Extract<ShellNotice, { kind: 'command' }>['command'];

/** The menu of the program. Labels are ours: Electron's own are English in every language. */
export function menuTemplate(options: {
  platform: NodeJS.Platform;
  /** Adds what developers of the page need. */
  development: boolean;
  run: (command: Command) => void;
  openLogFolder: () => void;
}): MenuItemConstructorOptions[] {
  const { platform, development, run, openLogFolder } = options;
  const { menu } = shellTexts();
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac = platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: menu.file,
      submenu: [
        { label: menu.importFiles, accelerator: 'CmdOrCtrl+O', click: () => run('import-files') },
        { label: menu.importFolder, accelerator: 'CmdOrCtrl+Shift+O', click: () => run('import-folder') },
        separator,
        mac ? { role: 'close', label: menu.close } : { role: 'quit', label: menu.quit },
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo },
        { role: 'redo', label: menu.redo },
        separator,
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'delete', label: menu.delete },
        separator,
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    {
      label: menu.view,
      submenu: [
        { role: 'reload', label: menu.reload },
        ...(development ? [{ role: 'toggleDevTools' as const, label: menu.developerTools }] : []),
        separator,
        { role: 'resetZoom', label: menu.actualSize },
        { role: 'zoomIn', label: menu.zoomIn },
        { role: 'zoomOut', label: menu.zoomOut },
        separator,
        { role: 'togglefullscreen', label: menu.fullScreen },
      ],
    },
    {
      role: 'window',
      label: menu.window,
      submenu: [
        { role: 'minimize', label: menu.minimize },
        { role: 'close', label: menu.close },
      ],
    },
    {
      role: 'help',
      label: menu.help,
      submenu: [
        { label: menu.documents, accelerator: 'F1', click: () => run('documents') },
        { label: menu.tour, click: () => run('tour') },
        separator,
        { label: menu.logFolder, click: openLogFolder },
        ...(mac ? [] : [separator, { role: 'about' as const, label: menu.about }]),
      ],
    },
  ];
}
