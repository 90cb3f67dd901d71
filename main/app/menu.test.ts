import { expect, test } from 'vitest';
import { isShortcutId } from '../../contract/index.ts';
import { menuTemplate } from './menu.ts';

interface Item {
  accelerator?: unknown;
  submenu?: unknown;
  click?: unknown;
  label?: unknown;
  type?: unknown;
}
const itemsOf = (items: readonly Item[]): Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? itemsOf(item.submenu) : [])]);

test.each(['linux', 'win32', 'darwin'] as const)(
  'each command of the menu on %s is one that the window knows and says whether its keys gave it, no keys are there twice, and none types a sign',
  (platform) => {
    const ran: string[] = [];
    const given: boolean[] = [];
    const template = menuTemplate({
      platform,
      development: false,
      run: (command, byKeys) => {
        ran.push(command);
        given.push(byKeys);
      },
      openLogFolder: () => undefined,
    });
    const items = itemsOf(template);
    for (const { click } of items) if (typeof click === 'function') click(null, undefined, {});
    expect(ran.length).toBeGreaterThan(8);
    expect(ran.filter((command) => !isShortcutId(command))).toEqual([]);
    expect(new Set(ran).size).toBe(ran.length);
    expect(given).not.toContain(true);
    for (const { click, accelerator } of items) {
      if (typeof click !== 'function' || accelerator === undefined) continue;
      click(null, undefined, { triggeredByAccelerator: true });
      expect(given.at(-1)).toBe(true);
    }
    const keys = items.flatMap(({ accelerator }) => (typeof accelerator === 'string' ? [accelerator] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((one) => !/^(Cmd|Alt|Shift\+F|F)/.test(one))).toEqual([]);
  },
);

test.each(['linux', 'win32', 'darwin'] as const)(
  'no label of the menu on %s is left to Electron',
  (platform) => {
    const template = menuTemplate({
      platform,
      development: true,
      run: () => undefined,
      openLogFolder: () => undefined,
    });
    const items = itemsOf(template);
    const own = items.filter(({ type }) => type !== 'separator');
    expect(own.filter(({ label }) => typeof label !== 'string' || label === '')).toEqual([]);
  },
);
