import type { App } from 'electron';
import { shellTexts } from '../texts/index.ts';
import type { LoginStart } from './xdgAutostart.ts';

/**
 * Start at login as Windows has it, through Electron: a value of the person's Run key, with a name for each data home.
 * @param options.mark tells values of other data homes apart; empty for the usual one
 */
export function runKeyStart(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  options: { command: readonly string[]; mark: string },
): LoginStart {
  const [executable = '', ...args] = options.command.map(quoted);
  const name = `DCM Processor${options.mark}`;
  const what = { path: executable, args };
  return {
    read: () => ({
      isOn: app
        .getLoginItemSettings(what)
        .launchItems.some((item) => item.scope === 'user' && item.name === name && item.enabled),
      command: [executable, ...args].join(' '),
      file: null,
      problem: null,
    }),
    set: (isOn) => app.setLoginItemSettings({ openAtLogin: isOn, ...what, name }),
  };
}

/** Electron writes the words as they are; Windows parts them at blanks, and takes a backslash before a quote for it. */
function quoted(word: string): string {
  return `"${word.replace(/\\+$/, '$&$&')}"`;
}

/**
 * Start at login as macOS has it: it starts the program itself, without arguments, and tells it that this is a login.
 * @param options.isUsual the program runs installed and on the usual data home, as it would without arguments
 */
export function loginItem(
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>,
  options: { isUsual: boolean },
): LoginStart {
  const problem = () => (options.isUsual ? null : shellTexts().desktop.onlyUsualAtLogin);
  return {
    read: () => ({
      isOn: options.isUsual && app.getLoginItemSettings().openAtLogin,
      command: null,
      file: null,
      problem: problem(),
    }),
    set(isOn) {
      const why = problem();
      if (why !== null) throw new Error(why);
      app.setLoginItemSettings({ openAtLogin: isOn });
    },
  };
}
