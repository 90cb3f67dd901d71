import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, Menu, shell } from 'electron';
import { z } from 'zod';
import { dataHome, makeFolders, productVersion, thisMachine } from '../platform/index.ts';
import { deepLinkSchema, linkScheme, readDeepLink } from '../../contract/index.ts';
import type { LanguageChoice, ShellNotice } from '../../contract/index.ts';
import { argumentsToOpen, hiddenFlag, homeArgument } from './arguments.ts';
import { openBackground } from './background/index.ts';
import type { Background } from './background/index.ts';
import { hostEngine } from './engineHost.ts';
import type { EngineHost } from './engineHost.ts';
import { openMainWindow } from './mainWindow.ts';
import type { MainWindow } from './mainWindow.ts';
import { menuTemplate } from './menu.ts';
import { locateObject } from './objects/index.ts';
import { openedPaths, openedPlace } from './openedPaths.ts';
import { declarePageScheme, guardContents, guardPage } from './pageSecurity.ts';
import { shellTexts, speak } from './texts/index.ts';
import { readWindowState } from './windowState.ts';

/** What a second start of the program hands to the first one. */
const handOverSchema = z.object({
  paths: z.array(z.string()),
  place: deepLinkSchema.nullable(),
  isHidden: z.boolean(),
});
type HandOver = z.infer<typeof handOverSchema>;

/** Where the bundles lie: `out/main/app.js` is this file. */
const bundles = fileURLToPath(new URL('..', import.meta.url));
const home = homeArgument(process.argv) ?? dataHome();
/** Where a session would have it: what a terminal says of the data home does not hold at login. */
const usualHome = dataHome({ ...thisMachine(), env: { ...process.env, DCM_PROCESSOR_HOME: undefined } });
const resources = app.isPackaged ? process.resourcesPath : path.join(app.getAppPath(), 'resources');

let engine: EngineHost | null = null;
let background: Background | null = null;
let mainWindow: MainWindow | null = null;
/** The window is closed and the engine is coming to its end. */
let ending = false;
/** What the system handed over before there was a window. */
const waiting: ShellNotice[] = [];

/** In a checkout, the folder that Electron is told to run. */
const programFolder = app.isPackaged ? null : path.resolve(app.getAppPath());

/** What this start was asked for. */
function asked(): HandOver {
  const isOpenedAtLogin = process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin;
  return {
    paths: openedPaths(process.argv, programFolder, process.cwd()),
    place: openedPlace(process.argv),
    isHidden: process.argv.includes(hiddenFlag) || isOpenedAtLogin,
  };
}

/** Brings the window forward, which is made when it is wanted first, and hands over what was asked for. */
function open({ paths, place }: Pick<HandOver, 'paths' | 'place'>): void {
  // The icon in the tray is there until the engine has ended.
  if (ending) return;
  const notices: ShellNotice[] = [
    ...(paths.length > 0 ? [{ kind: 'open' as const, paths }] : []),
    ...(place === null ? [] : [{ kind: 'go' as const, place }]),
  ];
  if (engine === null || background === null) return void waiting.push(...notices);
  if (mainWindow === null) mainWindow = makeWindow(engine, background);
  else mainWindow.show();
  for (const notice of notices) mainWindow.notify(notice);
}

function makeWindow(hosted: EngineHost, behind: Background): MainWindow {
  return openMainWindow({
    engine: hosted,
    background: behind,
    preload: path.join(bundles, 'preload', 'index.cjs'),
    resources,
    stateFile: windowStateFile(),
    onLanguage: speakFromNowOn,
    // Whoever started us with a channel of its own wants to know when there is something to see.
    onShown: () => process.send?.({ kind: 'shown' }),
    isEnding: () => ending,
    onClosed: () => (mainWindow = null),
  });
}

const windowStateFile = () => path.join(app.getPath('userData'), 'window.json');

/** Says everything in another language, also what stands there already. */
function speakFromNowOn(language: LanguageChoice): void {
  speak(language, app.getLocale());
  showMenu();
  background?.sayAnew();
}

function showMenu(): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        development: !app.isPackaged,
        run: (command, byKeys) => mainWindow?.notify({ kind: 'command', command, byKeys }),
        openLogFolder: () => void shell.openPath(path.join(home, 'logs')),
      }),
    ),
  );
}

function start(first: HandOver): void {
  speak(readWindowState(windowStateFile()).language, app.getLocale());
  const hosted = hostEngine(
    home,
    (state) => {
      mainWindow?.link(state);
      background?.link(state);
    },
    { atLogin: first.isHidden },
  );
  engine = hosted;
  guardPage(path.join(bundles, 'renderer'), (object) => locateObject(hosted, object));
  showMenu();
  background = openBackground({
    engine: hosted,
    home,
    usualHome,
    resources,
    settingsFile: path.join(app.getPath('userData'), 'desktop.json'),
    isLookedAt: () => mainWindow?.isLookedAt() ?? false,
    onOpen: (place) => open({ paths: [], place }),
    onQuit: () => app.quit(),
  });
  background.link(hosted.state);
  if (!first.isHidden || waiting.length > 0) {
    open(first);
    for (const notice of waiting.splice(0)) mainWindow?.notify(notice);
  } else process.send?.({ kind: 'hidden' });
  endWithEngine(hosted);
}

/** Holds the end of the program back until the engine has ended in order. */
function endWithEngine(hosted: EngineHost): void {
  // Chromium's own answer to a signal does not wait for the engine.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    if (ending) return;
    ending = true;
    void hosted.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
}

/** Everything of Chromium's lies in the data home too, so that two data homes are two programs. */
function takePlace(): void {
  const userData = path.join(home, 'window');
  makeFolders(userData);
  app.setPath('userData', userData);
}

function run(): void {
  app.setName('DCM Processor');
  // The test launcher's switch, for root, wins.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // Of the page, not of this process or the engine: it draws some numbers several times a second, and what each drawing
  // leaves behind would fill some 100 MB before it is collected. Not by --optimize-for-size, which does the like:
  // with it threads that compile wait for a collection while the page may be waiting for a thread of theirs, for ever.
  app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=4 --heap-growing-percent=30');
  takePlace();
  const first = asked();
  if (!app.requestSingleInstanceLock(first)) {
    app.quit();
    return;
  }
  app.on('second-instance', (_event, _argv, _workingFolder, given) => {
    const handedOver = handOverSchema.safeParse(given).data;
    if (handedOver === undefined || handedOver.isHidden) return;
    if (ending) {
      // Too late to come forward: that start is made up for when this one has ended.
      app.relaunch({ args: argumentsToOpen({ programFolder, home, ...handedOver }) });
      return;
    }
    open(handedOver);
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    open({ paths: [file], place: null });
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    open({ paths: [], place: readDeepLink(url) });
  });
  app.on('activate', () => open({ paths: [], place: null }));
  // In a checkout the system would start Electron without the program.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  app.on('window-all-closed', () => app.quit());
  app.setAboutPanelOptions({ applicationName: 'DCM Processor', applicationVersion: productVersion });
  declarePageScheme();
  guardContents();
  void app
    .whenReady()
    .then(() => start(first))
    .catch(fail);
}

/** Without a window there is only the system's own way to say something. */
function fail(cause: unknown): void {
  const details = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`${details}\n`);
  dialog.showErrorBox(shellTexts().cannotStart, `${details}\n\n${shellTexts().dataHome(home)}`);
  app.exit(1);
}

try {
  run();
} catch (cause) {
  fail(cause);
}
