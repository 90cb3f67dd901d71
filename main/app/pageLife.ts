import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import { shellTexts } from './texts/index.ts';

/** So often within `countedMs` a page that died is loaded again before its person is asked to start the program anew. */
const mostReloads = 3;
const countedMs = 10 * 60_000;

/** Has the window show its page whatever becomes of the process that draws it. */
export function keepPageAlive(window: BrowserWindow, onReload: () => void): void {
  const reload = reloadWhatDied(window, onReload);
  offerToReload(window, reload);
  window.webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
    // -3: a load that another one took the place of.
    if (isMainFrame && code !== -3) showPageProblem(shellTexts().page.notLoaded(description, code));
  });
}

/**
 * Loads a page that died again, and says so when that does not help.
 * @returns ends its process and loads it anew, which does not count: its person wants it
 */
function reloadWhatDied(window: BrowserWindow, onReload: () => void): () => void {
  let ends: number[] = [];
  let isWanted = false;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = performance.now();
    ends = [...ends.filter((end) => now - end < countedMs), ...(isWanted ? [] : [now])];
    isWanted = false;
    if (ends.length <= mostReloads) {
      onReload();
      window.webContents.reload();
    } else showPageProblem(shellTexts().page.ended(ends.length, reason));
  });
  return () => {
    isWanted = true;
    window.webContents.forcefullyCrashRenderer();
  };
}

/**
 * Asks what is to become of a page that does not answer to its person, for as long as it does not. It cannot ask itself,
 * and is not ended unasked: it may only be long at something that a person wants to have.
 */
function offerToReload(window: BrowserWindow, load: () => void): void {
  let asking: AbortController | null = null;
  window.on('unresponsive', () => {
    if (asking !== null) return;
    const question = new AbortController();
    asking = question;
    const { message, detail, wait, reload } = shellTexts().page.silent;
    const answer = dialog.showMessageBox(window, {
      type: 'warning',
      message,
      detail,
      buttons: [wait, reload],
      defaultId: 0,
      cancelId: 0,
      signal: question.signal,
    });
    void answer.then(({ response }) => {
      asking = null;
      if (response === 1 && !question.signal.aborted && !window.isDestroyed()) load();
    });
  });
  const isOver = () => asking?.abort();
  window.on('responsive', isOver);
  window.on('closed', isOver);
}

function showPageProblem(cause: string): void {
  const { title, advice } = shellTexts().page;
  dialog.showErrorBox(title, `${cause}\n\n${advice}`);
}
