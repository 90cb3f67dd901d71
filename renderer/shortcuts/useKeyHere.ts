import { useEffect, useEffectEvent } from 'react';
import { isPressed, shortcutsOn } from '../../contract/index.ts';
import type { PressedKey, ShortcutId } from '../../contract/index.ts';
import { mayTake } from './mayTake.ts';
import { platform } from './platform.ts';

const shortcuts = new Map(shortcutsOn(platform).map((one) => [one.id, one]));

/** True where the key of that shortcut is pressed. */
export function isKeyOf(id: ShortcutId, pressed: PressedKey): boolean {
  const shortcut = shortcuts.get(id);
  return shortcut !== undefined && isPressed(shortcut, pressed, platform);
}

/** Does something by a key of this place, for as long as it is shown; fields and what is open above it keep theirs. */
export function useKeyHere(id: ShortcutId, work: () => void): void {
  const latest = useEffectEvent(work);
  useEffect(() => {
    const shortcut = shortcuts.get(id);
    const ending = new AbortController();
    function hear(event: KeyboardEvent): void {
      if (shortcut === undefined || event.defaultPrevented || event.isComposing) return;
      if (!isKeyOf(id, event) || !mayTake(shortcut, event.target, document)) return;
      event.preventDefault();
      latest();
    }
    window.addEventListener('keydown', hear, { signal: ending.signal });
    return () => ending.abort();
  }, [id]);
}
