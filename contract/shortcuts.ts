/**
 * The keys of the program: the one table that the window's key handlers, the menu, the command palette and the list of
 * shortcuts read. Their words are in the window's catalogue (`renderer/texts/shortcuts.ts`), one for each name here.
 *
 * Keys are joined by `+`. `Mod` is Cmd on macOS and Ctrl elsewhere; letters and digits are those that are printed on the
 * key.
 */
interface ShortcutDefinition {
  keys: string;
  /** On macOS, where it is another custom there. */
  mac?: string;
  /**
   * Where it works: `window`, everywhere in it; `application`, in the views of an application; `here`, at the place
   * that it belongs to, which hears it by itself.
   */
  scope: ShortcutScope;
}

export type ShortcutScope = 'window' | 'application' | 'here';

const table = {
  palette: { keys: 'Mod+K', scope: 'window' },
  shortcuts: { keys: '?', scope: 'window' },
  documents: { keys: 'F1', scope: 'window' },
  tour: { keys: 'Shift+F1', scope: 'window' },
  find: { keys: 'Mod+F', scope: 'window' },
  back: { keys: 'Alt+ArrowLeft', mac: 'Mod+[', scope: 'window' },
  forward: { keys: 'Alt+ArrowRight', mac: 'Mod+]', scope: 'window' },
  scheme: { keys: 'Mod+Shift+L', scope: 'window' },
  diagnostics: { keys: 'Mod+Shift+D', scope: 'window' },
  overview: { keys: 'Mod+1', scope: 'application' },
  flow: { keys: 'Mod+2', scope: 'application' },
  studies: { keys: 'Mod+3', scope: 'application' },
  runs: { keys: 'Mod+4', scope: 'application' },
  doors: { keys: 'Mod+5', scope: 'application' },
  imports: { keys: 'Mod+6', scope: 'application' },
  peers: { keys: 'Mod+7', scope: 'application' },
  quarantine: { keys: 'Mod+8', scope: 'application' },
  services: { keys: 'Mod+9', scope: 'application' },
  settings: { keys: 'Mod+,', scope: 'application' },
  'import-files': { keys: 'Mod+O', scope: 'application' },
  'import-folder': { keys: 'Mod+Shift+O', scope: 'application' },
  'new-service': { keys: 'Mod+Shift+S', scope: 'application' },
  pause: { keys: 'Mod+Shift+P', scope: 'application' },
  'search-list': { keys: '/', scope: 'here' },
  'row-below': { keys: 'J', scope: 'here' },
  'row-above': { keys: 'K', scope: 'here' },
  'tick-row': { keys: 'X', scope: 'here' },
  'next-row': { keys: 'ArrowDown', scope: 'here' },
  'open-row': { keys: 'Enter', scope: 'here' },
  'close-panel': { keys: 'Escape', scope: 'here' },
  'wizard-next': { keys: 'Mod+Enter', scope: 'here' },
  'next-match': { keys: 'Enter', scope: 'here' },
  'former-match': { keys: 'Shift+Enter', scope: 'here' },
} as const satisfies Record<string, ShortcutDefinition>;

/** Name of a shortcut, and of the command that it gives. */
export type ShortcutId = keyof typeof table;

/** A shortcut on some system: its keys in the order in which they are pressed and written. */
export interface Shortcut {
  id: ShortcutId;
  keys: readonly string[];
  scope: ShortcutScope;
}

/** Keys that are held while another is pressed. */
const held = ['Mod', 'Alt', 'Shift'] as const;

// The keys of a literal are its own names.
const ids = Object.keys(table) as ShortcutId[];

/** Every shortcut as it is on a system (`process.platform`), in the order of the table. */
export function shortcutsOn(platform: string): Shortcut[] {
  return ids.map((id) => {
    const { keys, mac, scope }: ShortcutDefinition = table[id];
    const written = platform === 'darwin' ? (mac ?? keys) : keys;
    return { id, keys: written.split('+'), scope };
  });
}

/** What a key event says, as far as it tells shortcuts apart. */
export interface PressedKey {
  key: string;
  /** Place of the key on the keyboard: digits need Shift on some layouts. */
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** True where exactly the keys of that shortcut are pressed. */
export function isPressed({ keys }: Shortcut, pressed: PressedKey, platform: string): boolean {
  const isMac = platform === 'darwin';
  const wants = (key: (typeof held)[number]) => keys.includes(key);
  // AltGr, which types signs, is Ctrl and Alt on Windows: no shortcut asks for both.
  if (pressed.altKey !== wants('Alt')) return false;
  if ((isMac ? pressed.metaKey : pressed.ctrlKey) !== wants('Mod')) return false;
  if (isMac ? pressed.ctrlKey : pressed.metaKey) return false;
  const key = keys.at(-1) ?? '';
  // Signs such as `?` are typed with Shift on some layouts and without it on others.
  if (/^[a-z0-9]$|^.{2,}$/i.test(key) && pressed.shiftKey !== wants('Shift')) return false;
  if (/^\d$/.test(key)) return pressed.code === `Digit${key}` || pressed.code === `Numpad${key}`;
  return pressed.key.toLowerCase() === key.toLowerCase();
}

/** True for keys that type or move the caret: they are not taken from who writes in a field. */
export function isTyping({ keys }: Shortcut): boolean {
  return !keys.includes('Mod') && !/^F\d+$/.test(keys.at(-1) ?? '');
}

/** The keys as Electron's menus name them: `CmdOrCtrl+Shift+O`. */
export function acceleratorOf(id: ShortcutId, platform: string): string {
  const found = shortcutsOn(platform).find((one) => one.id === id);
  const named: Record<string, string> = { Mod: 'CmdOrCtrl', ArrowLeft: 'Left', ArrowRight: 'Right' };
  return (found?.keys ?? []).map((key) => named[key] ?? key).join('+');
}

/** True for the name of a shortcut. */
export function isShortcutId(name: string): name is ShortcutId {
  return Object.hasOwn(table, name);
}
