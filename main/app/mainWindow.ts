import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, ipcMain, nativeTheme, screen } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { EngineError, shellChannels } from '../../contract/index.ts';
import type { EngineLinkState, LanguageChoice, ShellNotice } from '../../contract/index.ts';
import type { Background } from './background/index.ts';
import { createClosing } from './closing.ts';
import type { EngineHost } from './engineHost.ts';
import { keepPageAlive } from './pageLife.ts';
import { isOwnPage, pageUrl } from './policy.ts';
import { createShellHandlers } from './shellHandlers.ts';
import { answerShell } from './shellRequests.ts';
import type { ShellReply } from './shellRequests.ts';
import { placeWindow, readWindowState, smallestSize, writeWindowState } from './windowState.ts';

/** The window and its wires to engine and shell. */
export interface MainWindow {
  /** Brings it to the front. */
  show(): void;
  /** A person looks at it. */
  isLookedAt(): boolean;
  /** Tells the page; what comes before the page listens is kept for it. */
  notify(notice: ShellNotice): void;
  /** Hands the page a new port, or says why there is none. */
  link(state: EngineLinkState): void;
}

/** Colours of an empty page, so that nothing flashes before the first frame; as in renderer/look/tokens.css. */
const emptyPage = { light: '#f5f6f8', dark: '#0e1014' };

/**
 * Opens the one window of the program.
 * @param options.stateFile keeps place, size, colours and language
 */
export function openMainWindow(options: {
  engine: EngineHost;
  preload: string;
  resources: string;
  stateFile: string;
  onShown: () => void;
  background: Background;
  /** The person chose another language. */
  onLanguage: (language: LanguageChoice) => void;
  /** The program is coming to its end, so that closing is only closing. */
  isEnding: () => boolean;
  onClosed: () => void;
}): MainWindow {
  const { engine, stateFile, background } = options;
  const state = readWindowState(stateFile);
  nativeTheme.themeSource = state.scheme === 'auto' ? 'system' : state.scheme;
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const icon = path.join(options.resources, 'icon.png');
  const window = new BrowserWindow({
    ...placeWindow(
      state.bounds,
      [main, ...others].map(({ workArea }) => workArea),
    ),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    title: app.name,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? emptyPage.dark : emptyPage.light,
    ...(process.platform === 'linux' && existsSync(icon) ? { icon } : {}),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      // Compiled code of the page is kept from its first start on, not only once it was started often.
      v8CacheOptions: 'bypassHeatCheck',
    },
  });
  if (state.maximized) window.maximize();

  const handlers = createShellHandlers({
    window,
    engine,
    background,
    onHide: hide,
    onClosingAsked: () => closing.hears(),
    onScheme: (scheme) => {
      state.scheme = scheme;
      writeWindowState(stateFile, state);
    },
    onLanguage: (language) => {
      state.language = language;
      writeWindowState(stateFile, state);
      options.onLanguage(language);
    },
  });
  /** Notices from before the page listens. */
  let early: ShellNotice[] | null = [];

  function tell(notice: ShellNotice): void {
    window.webContents.send(shellChannels.notice, notice);
  }

  /** Only the page itself is heard: not a frame in it, not another page, not what stands in its place. */
  function isOurs(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
    const frame = event.senderFrame;
    return (
      event.sender === window.webContents && frame === window.webContents.mainFrame && isOwnPage(frame.url)
    );
  }

  function link(next: EngineLinkState): void {
    if (early !== null) return;
    const port = next.state === 'connected' ? engine.openPort() : null;
    window.webContents.postMessage(shellChannels.link, next, port === null ? [] : [port]);
  }

  ipcMain.on(shellChannels.connect, (event) => {
    if (!isOurs(event)) return;
    const notices = early ?? [];
    early = null;
    closing.hears();
    // Who loads the page anew because the engine had failed wants it to be tried again.
    engine.retry();
    link(engine.state);
    for (const notice of notices) tell(notice);
  });
  ipcMain.handle(
    shellChannels.request,
    async (event, route: unknown, input: unknown): Promise<ShellReply> => {
      if (isOurs(event)) return answerShell(handlers, route, input);
      return { ok: false, error: new EngineError('forbidden-sender').toReply() };
    },
  );

  window.once('ready-to-show', () => {
    window.show();
    options.onShown();
  });
  function show(): void {
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }
  function hide(): void {
    window.hide();
    background.saidHidden();
  }
  const closing = createClosing({
    wanted: () => background.settings().closing,
    isEnding: options.isEnding,
    isHeard: () => early === null,
    ask() {
      // Nobody sees what a minimised window asks.
      show();
      tell({ kind: 'closing' });
    },
    hide,
  });
  window.on('close', (event) => {
    state.bounds = window.getNormalBounds();
    state.maximized = window.isMaximized();
    writeWindowState(stateFile, state);
    if (!closing.mayClose()) event.preventDefault();
  });
  window.once('closed', options.onClosed);
  window.webContents.on('render-process-gone', () => {
    early ??= [];
  });
  // It is told once it listens again.
  keepPageAlive(window, () => early?.push({ kind: 'reloaded' }));
  void window.loadURL(pageUrl);

  return {
    show,
    isLookedAt: () => window.isVisible() && window.isFocused(),
    notify(notice) {
      if (early !== null) early.push(notice);
      else tell(notice);
    },
    link,
  };
}
