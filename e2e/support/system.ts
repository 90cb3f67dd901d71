import type { ElectronApplication } from '@playwright/test';

/** What Electron's main process keeps for the tests. */
interface MainGlobals {
  shownInFileManager?: string[];
}

/** Answers the system's choosers, which no test can click: every one opened from now on gives these paths. */
export function answerChoosers(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  return app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths });
    },
    [...paths],
  );
}

/** Answers the system's choosers of a file to be written: every one opened from now on gives this one. */
export function answerSaving(app: ElectronApplication, file: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

/** From now on the file manager is not opened; what would have been shown in it is kept. */
export function watchFileManager(app: ElectronApplication): Promise<void> {
  return app.evaluate(({ shell }) => {
    const shown: string[] = [];
    (globalThis as MainGlobals).shownInFileManager = shown;
    shell.showItemInFolder = (path) => void shown.push(path);
    shell.openPath = (path) => {
      shown.push(path);
      return Promise.resolve('');
    };
  });
}

/** Absolute paths that would have been shown in the file manager so far. */
export function shownInFileManager(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => (globalThis as MainGlobals).shownInFileManager ?? []);
}
