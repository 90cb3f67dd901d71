/** Keys that give commands: who hears them, who does them, and their list. */
export { canDo, giveCommand, useCommand } from './commands.ts';
export { Keys } from './Keys.tsx';
export { ariaKeys, keyWords } from './keyWords.ts';
export { platform } from './platform.ts';
export { ShortcutKeys } from './ShortcutKeys.tsx';
export { isKeyOf, useKeyHere } from './useKeyHere.ts';
export { ShortcutList } from './ShortcutList.tsx';
