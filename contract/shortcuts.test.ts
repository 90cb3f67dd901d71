import { describe, expect, it, test } from 'vitest';
import { acceleratorOf, isPressed, isTyping, shortcutsOn } from './shortcuts.ts';
import type { PressedKey, ShortcutId } from './shortcuts.ts';

const systems = ['linux', 'win32', 'darwin'];

function pressed(key: string, held: Partial<PressedKey> = {}): PressedKey {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}
const named = (keys: PressedKey, platform = 'linux'): ShortcutId[] =>
  shortcutsOn(platform)
    .filter((one) => one.scope !== 'here' && isPressed(one, keys, platform))
    .map(({ id }) => id);

test.each(systems)('no two shortcuts of the window have the same keys on %s', (platform) => {
  const keys = shortcutsOn(platform)
    .filter(({ scope }) => scope !== 'here')
    .map((one) => one.keys.join('+'));
  expect(keys.length).toBeGreaterThan(15);
  expect(new Set(keys).size).toBe(keys.length);
});

describe('pressed keys', () => {
  it('are Ctrl on Windows and Linux and Cmd on macOS, and never both', () => {
    expect(named(pressed('k', { ctrlKey: true }))).toEqual(['palette']);
    expect(named(pressed('k', { metaKey: true }))).toEqual([]);
    expect(named(pressed('k', { metaKey: true }), 'darwin')).toEqual(['palette']);
    expect(named(pressed('k', { ctrlKey: true }), 'darwin')).toEqual([]);
  });
  it('are not mistaken for those with one more held key', () => {
    expect(named(pressed('o', { ctrlKey: true }))).toEqual(['import-files']);
    expect(named(pressed('O', { ctrlKey: true, shiftKey: true }))).toEqual(['import-folder']);
    expect(named(pressed('k', { ctrlKey: true, shiftKey: true }))).toEqual([]);
  });
  it('name a question mark whether the layout needs Shift for it or not', () => {
    expect(named(pressed('?', { shiftKey: true }))).toEqual(['shortcuts']);
    expect(named(pressed('?'))).toEqual(['shortcuts']);
  });
  it('find digits where a French keyboard types other signs', () => {
    expect(named(pressed('&', { code: 'Digit1', ctrlKey: true }))).toEqual(['overview']);
  });
  it('leave what AltGr types alone, which Windows tells as Ctrl and Alt', () => {
    const all = shortcutsOn('win32');
    const signs = [pressed('@', { code: 'KeyQ' }), pressed('[', { code: 'Digit8' })];
    for (const sign of signs) {
      const typed = { ...sign, ctrlKey: true, altKey: true };
      expect(all.filter((one) => isPressed(one, typed, 'win32'))).toEqual([]);
    }
  });
});

test('what types or moves the caret is told apart from what does not', () => {
  const typing = shortcutsOn('linux')
    .filter(isTyping)
    .map(({ id }) => id);
  expect(typing).toContain('shortcuts');
  expect(typing).toContain('back');
  expect(typing).not.toContain('palette');
});

test('menus get the names that Electron knows', () => {
  expect(acceleratorOf('import-folder', 'linux')).toBe('CmdOrCtrl+Shift+O');
  expect(acceleratorOf('back', 'win32')).toBe('Alt+Left');
  expect(acceleratorOf('back', 'darwin')).toBe('CmdOrCtrl+[');
});
