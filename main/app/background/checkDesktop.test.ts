import { expect, test } from 'vitest';
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
