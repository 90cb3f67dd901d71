import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog, Menu, shell } from 'electron';
import { z } from 'zod';
import { dataHome, productVersion } from '../platform/index.ts';
import { hostEngine } from './engineHost.ts';
import type { EngineHost } from './engineHost.ts';
import { openMainWindow } from './mainWindow.ts';
import type { MainWindow } from './mainWindow.ts';
import { menuTemplate } from './menu.ts';
import { openedPaths } from './openedPaths.ts';
import { declarePageScheme, guardContents, guardPage } from './pageSecurity.ts';

/** What a second start of the program hands to the first one. */
const handOverSchema = z.object({ paths: z.array(z.string()) });

/** Where the bundles lie: `out/main/app.js` is this file. */
const bundles = fileURLToPath(new URL('..', import.meta.url));
const home = dataHome();
const resources = app.isPackaged ? process.resourcesPath : path.join(app.getAppPath(), 'resources');
const given = openedPaths(
  process.argv,
  app.isPackaged ? null : path.resolve(app.getAppPath()),
  process.cwd(),
);

let mainWindow: MainWindow | null = null;
/** The window is closed and the engine is coming to its end. */
let ending = false;
/** Files that the system handed over before there was a window. */
const waiting: string[] = [...given];

function open(paths: readonly string[]): void {
  if (mainWindow === null) waiting.push(...paths);
  else if (paths.length > 0) mainWindow.notify({ kind: 'open', paths: [...paths] });
}

function start(): void {
  const engine = hostEngine(home, (state) => mainWindow?.link(state));
  guardPage(path.join(bundles, 'renderer'));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        development: !app.isPackaged,
        run: (command) => mainWindow?.notify({ kind: 'command', command }),
        openLogFolder: () => void shell.openPath(path.join(home, 'logs')),
      }),
    ),
  );
  mainWindow = openMainWindow({
    engine,
    preload: path.join(bundles, 'preload', 'index.cjs'),
    resources,
    stateFile: path.join(app.getPath('userData'), 'window.json'),
    // Whoever started us with a channel of its own wants to know when there is something to see.
    onShown: () => process.send?.({ kind: 'shown' }),
  });
  open(waiting.splice(0));
  endWithEngine(engine);
}

/** Holds the end of the program back until the engine has ended in order. */
function endWithEngine(engine: EngineHost): void {
  // Chromium's own answer to a signal does not wait for the engine.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    if (ending) return;
    ending = true;
    void engine.stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
}

/** Everything of Chromium's lies in the data home too, so that two data homes are two programs. */
function takePlace(): void {
  const userData = path.join(home, 'window');
  mkdirSync(userData, { recursive: true });
  app.setPath('userData', userData);
}

function run(): void {
  app.setName('DCM Processor');
  // The test launcher's switch, for root, wins.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  takePlace();
  if (!app.requestSingleInstanceLock({ paths: given })) {
    app.quit();
    return;
  }
  app.on('second-instance', (_event, _argv, _workingFolder, handedOver) => {
    const paths = handOverSchema.safeParse(handedOver).data?.paths ?? [];
    if (ending) {
      // Too late to come forward: that start is made up for when this one has ended.
      app.relaunch({ args: [...(app.isPackaged ? [] : [app.getAppPath()]), ...paths] });
      return;
    }
    mainWindow?.show();
    open(paths);
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    open([file]);
  });
  app.on('window-all-closed', () => app.quit());
  app.setAboutPanelOptions({ applicationName: 'DCM Processor', applicationVersion: productVersion });
  declarePageScheme();
  guardContents();
  void app.whenReady().then(start).catch(fail);
}

/** Without a window there is only the system's own way to say something. */
function fail(cause: unknown): void {
  const details = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`${details}\n`);
  dialog.showErrorBox('DCM Processor cannot start', `${details}\n\nData home: ${home}`);
  app.exit(1);
}

try {
  run();
} catch (cause) {
  fail(cause);
}
