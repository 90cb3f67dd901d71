import type { MenuItemConstructorOptions } from 'electron';
import { acceleratorOf } from '../../contract/index.ts';
import type { ShortcutId } from '../../contract/index.ts';
import { shellTexts } from './texts/index.ts';
import type { ShellTexts } from './texts/index.ts';

/** The menu of the program. Labels are ours: Electron's own are English in every language. */
export function menuTemplate(options: {
  platform: NodeJS.Platform;
  /** Adds what developers of the page need. */
  development: boolean;
  /** @param byKeys it was not chosen: its keys were pressed */
  run: (command: ShortcutId, byKeys: boolean) => void;
  openLogFolder: () => void;
}): MenuItemConstructorOptions[] {
  const { platform, development, run, openLogFolder } = options;
  const { menu } = shellTexts();
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac = platform === 'darwin';
  /** Its keys are heard by the page first; those that it does not take come back here, and are told apart by it. */
  const command = (label: string, id: ShortcutId): MenuItemConstructorOptions => ({
    label,
    accelerator: acceleratorOf(id, platform),
    click: (_item, _window, event) => run(id, event.triggeredByAccelerator === true),
  });
  return [
    ...(mac ? [applicationMenu(menu)] : []),
    {
      label: menu.file,
      submenu: [
        command(menu.importFiles, 'import-files'),
        command(menu.importFolder, 'import-folder'),
        separator,
        command(menu.pause, 'pause'),
        command(menu.settings, 'settings'),
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
        separator,
        command(menu.search, 'find'),
      ],
    },
    {
      label: menu.view,
      submenu: [
        command(menu.palette, 'palette'),
        command(menu.back, 'back'),
        command(menu.forward, 'forward'),
        separator,
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
        command(menu.documents, 'documents'),
        command(menu.tour, 'tour'),
        // A sign that is typed is no key of a menu: it would be taken from fields.
        { label: menu.shortcuts, click: () => run('shortcuts', false) },
        separator,
        command(menu.diagnostics, 'diagnostics'),
        { label: menu.logFolder, click: openLogFolder },
        ...(mac ? [] : [separator, { role: 'about' as const, label: menu.about }]),
      ],
    },
  ];
}

/** The first menu on macOS, as it is usual there. */
function applicationMenu(menu: ShellTexts['menu']): MenuItemConstructorOptions {
  return {
    label: 'DCM Processor',
    submenu: [
      { role: 'about', label: menu.about },
      { type: 'separator' },
      { role: 'services', label: menu.services, submenu: [] },
      { type: 'separator' },
      { role: 'hide', label: menu.hide },
      { role: 'hideOthers', label: menu.hideOthers },
      { role: 'unhide', label: menu.unhide },
      { type: 'separator' },
      { role: 'quit', label: menu.quitProgram },
    ],
  };
}
