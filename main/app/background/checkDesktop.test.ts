import { expect, onTestFinished, test } from 'vitest';
import { loginItem } from '../autostart/loginItem.ts';
import { english } from '../texts/english.ts';
import { speak } from '../texts/index.ts';
import { checkDesktop } from './checkDesktop.ts';

const usual: Parameters<typeof checkDesktop>[0] = {
  autostart: { isOn: false, command: null, file: null, problem: null },
  canNotify: true,
  ownsLinks: true,
  version: '1.0.0',
  engineVersion: '1.0.0',
  facts: [],
};
const states = (changes: Partial<typeof usual>) =>
  Object.fromEntries(checkDesktop({ ...usual, ...changes }).map(({ check, state }) => [check, state]));

test('an entry that starts a program which is gone is told, and one that is there is well', () => {
  const on = (command: string) => ({ autostart: { ...usual.autostart, isOn: true, command } });
  expect(states(on(`"${process.execPath}" "--hidden"`))).toMatchObject({ autostart: 'ok' });
  const gone = checkDesktop({ ...usual, ...on('"/opt/gone \\\\"away\\\\"/x" "--hidden"') });
  expect(gone.find(({ check }) => check === 'autostart')).toMatchObject({
    state: 'failed',
    found: 'The session would start /opt/gone "away"/x, which is not there.',
    fix: 'renew-autostart',
  });
});

test('an engine of another version, none at all, and a desktop that lacks something are told', () => {
  expect(states({})).toEqual({ window: 'ok', autostart: 'unused', notifications: 'ok', links: 'ok' });
  expect(states({ engineVersion: '0.9.0' })).toMatchObject({ window: 'failed' });
  expect(states({ engineVersion: null, canNotify: false, ownsLinks: false })).toMatchObject({
    window: 'failed',
    notifications: 'warning',
    links: 'warning',
  });
});

test('every sentence of a desktop, well or not, is said in the language of the program', () => {
  onTestFinished(() => speak('en', 'en'));
  speak('de', 'en');
  const macOs = { getLoginItemSettings: () => ({}) as never, setLoginItemSettings: () => undefined };
  const gone = { ...usual.autostart, isOn: true, command: '"/opt/gone" "--hidden"' };
  const told = [
    {},
    { engineVersion: null, canNotify: false, ownsLinks: false, autostart: gone },
    { engineVersion: '0.9.0', ownsLinks: null, autostart: { ...gone, command: `"${process.execPath}"` } },
    { autostart: { ...loginItem(macOs, { isUsual: false }).read() } },
  ].flatMap((changes) => checkDesktop({ ...usual, ...changes }));
  const inEnglish = Object.values(english.desktop).map((one) =>
    typeof one === 'string' ? one : one('1.0.0', '0.9.0'),
  );
  const said = told.flatMap(({ found, advice }) => [found, ...(advice === null ? [] : [advice])]);
  expect(new Set(said).size).toBe(inEnglish.length);
  expect(said.filter((one) => inEnglish.includes(one) || /\b(?:the|is|no)\b/i.test(one))).toEqual([]);
});
