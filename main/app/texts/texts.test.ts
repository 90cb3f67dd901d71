import { expect, test } from 'vitest';
import { menuTemplate } from '../menu.ts';
import { textOf } from '../background/doingText.ts';
import { speak } from './index.ts';
import { english } from './english.ts';
import { german } from './german.ts';

/** Every word by its place, functions left out. */
function words(value: object, place = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
    const here = `${place}.${key}`;
    if (typeof one === 'string') return [[here, one] as [string, string]];
    return typeof one === 'object' && one !== null ? words(one, here) : [];
  });
}

test('no word outside the window was left in English', () => {
  const inEnglish = new Map(words(english));
  const inGerman = words(german);
  expect(inGerman.map(([place]) => place)).toEqual([...inEnglish.keys()]);
  expect(inGerman.filter(([place, word]) => inEnglish.get(place) === word)).toEqual([]);
});

test('menu and tray speak the language that was chosen last, not that of the start', () => {
  const firstMenu = () =>
    menuTemplate({
      platform: 'linux',
      development: false,
      run: () => undefined,
      openLogFolder: () => undefined,
    })[0]?.label;
  speak('system', 'de-DE');
  expect([firstMenu(), textOf({ state: 'idle' })]).toEqual(['&Datei', 'Nichts zu tun']);
  speak('en', 'de-DE');
  expect([firstMenu(), textOf({ state: 'idle' })]).toEqual(['&File', 'Nothing to do']);
});

test('one and many are told apart in German, and numbers have its comma', () => {
  expect(german.failedRuns(1)).toBe('1 Lauf fehlgeschlagen.');
  expect(german.failedRuns(2)).toBe('2 Läufe fehlgeschlagen.');
  expect(german.lowDisk.body(1.25)).toContain('1,3 GB');
});
