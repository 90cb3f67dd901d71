import type { Shortcut } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';

const onMac: Record<string, string> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Escape: 'esc',
};
const arrows: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };
/** macOS names them in this order, whatever is pressed first. */
const macOrder = ['Alt', 'Shift', 'Mod'];

/** The keys of a shortcut as they are written on a system, one by one. */
export function keyWords({ keys }: Pick<Shortcut, 'keys'>, platform: string): string[] {
  if (platform === 'darwin') {
    const rank = (key: string) => (macOrder.includes(key) ? macOrder.indexOf(key) : macOrder.length);
    return keys
      .toSorted((one, other) => rank(one) - rank(other))
      .map((key) => onMac[key] ?? arrows[key] ?? texts.shortcuts.keys[key] ?? key);
  }
  return keys.map((key) => {
    const name = key === 'Mod' ? 'Ctrl' : key;
    return texts.shortcuts.keys[name] ?? arrows[name] ?? name;
  });
}

/** The keys as WAI-ARIA 1.2, `aria-keyshortcuts`, has them: `Control+Shift+O`. */
export function ariaKeys({ keys }: Pick<Shortcut, 'keys'>, platform: string): string {
  const mod = platform === 'darwin' ? 'Meta' : 'Control';
  return keys.map((key) => (key === 'Mod' ? mod : key)).join('+');
}
