import { useEffect } from 'react';
import type { WindowBridge } from '../../contract/index.ts';
import { isPressed, shortcutsOn } from '../../contract/index.ts';
import { canDo, giveCommand } from './commands.ts';
import { mayTake } from './mayTake.ts';
import { platform } from './platform.ts';

const shortcuts = shortcutsOn(platform).filter(({ scope }) => scope !== 'here');

/** Hears the keys of the window and the menu of the program, and hands on what they command. */
export function ShortcutKeys({ notices }: { notices: Pick<WindowBridge, 'onNotice'> }) {
  useEffect(() => {
    const ending = new AbortController();
    function hear(event: KeyboardEvent): void {
      // Somebody nearer to the focus has taken it, or it is a part of a sign that is being composed.
      if (event.defaultPrevented || event.isComposing) return;
      const shortcut = shortcuts.find((one) => isPressed(one, event, platform));
      if (shortcut === undefined || !canDo(shortcut.id)) return;
      if (!mayTake(shortcut, event.target, document)) return;
      // The repeats of a held key are taken as well, or the menu would do for each what was done once.
      event.preventDefault();
      if (!event.repeat) giveCommand(shortcut.id);
    }
    window.addEventListener('keydown', hear, { signal: ending.signal });
    return () => ending.abort();
  }, []);
  useEffect(
    () =>
      notices.onNotice('command', ({ command, byKeys }) => {
        // Keys that were left to a field or a dialog go on to the menu, which knows of neither.
        const shortcut = shortcuts.find(({ id }) => id === command);
        if (byKeys && shortcut !== undefined && !mayTake(shortcut, document.activeElement, document)) return;
        giveCommand(command);
      }),
    [notices],
  );
  return null;
}
