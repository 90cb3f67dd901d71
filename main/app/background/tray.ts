import path from 'node:path';
import { Menu, nativeImage, Tray } from 'electron';
import { shellTexts } from '../texts/index.ts';
import { textOf } from './doingText.ts';
import type { Doing } from './watch.ts';

/** The program's icon in the tray. */
export interface TrayIcon {
  show(doing: Doing): void;
  /** The same in another language. */
  showAnew(): void;
}

/** Side of the icon, in device-independent pixels: what each system's tray is made for. */
const side: Partial<Record<NodeJS.Platform, number>> = { darwin: 18, win32: 16 };

/** Puts the icon there. On a desktop without a tray nothing is seen of it, and nothing fails. */
export function openTray(options: {
  resources: string;
  onOpen: () => void;
  onPause: (isPaused: boolean) => void;
  onQuit: () => void;
}): TrayIcon {
  const image = nativeImage.createFromPath(path.join(options.resources, 'icon.png'));
  const size = side[process.platform] ?? 22;
  const icon = new Tray(image.resize({ width: size, height: size, quality: 'best' }));
  icon.on('click', options.onOpen);
  let shown = '';
  let last: Doing = { state: 'no-engine' };

  function show(doing: Doing): void {
    last = doing;
    const text = textOf(doing);
    // Linux makes a new menu each time, which closes one that is open.
    if (text === shown) return;
    shown = text;
    const { tray: texts } = shellTexts();
    icon.setToolTip(`DCM Processor: ${text}`);
    const canPause = doing.state !== 'no-engine' && doing.state !== 'stopped';
    const isPaused = doing.state === 'paused';
    icon.setContextMenu(
      Menu.buildFromTemplate([
        { label: text, enabled: false },
        { type: 'separator' },
        { label: texts.open, click: options.onOpen },
        {
          label: isPaused ? texts.resume : texts.pause,
          enabled: canPause,
          click: () => options.onPause(!isPaused),
        },
        { type: 'separator' },
        { label: texts.quit, click: options.onQuit },
      ]),
    );
  }
  function showAnew(): void {
    shown = '';
    show(last);
  }
  showAnew();
  return { show, showAnew };
}
