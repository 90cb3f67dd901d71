import { useEffect, useEffectEvent, type RefObject } from 'react';

interface WizardKeys {
  onEscape: () => void;
  /** Enter where no field and no button takes it, and Ctrl+Enter everywhere. */
  onEnter: () => void;
}

/** The keys of a wizard, wherever in it the focus is. What is opened on top of it has its own. */
export function useWizardKeys(place: RefObject<HTMLElement | null>, keys: WizardKeys): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    const { target, key } = event;
    if (event.isComposing || event.repeat || !(target instanceof HTMLElement)) return;
    if (target !== document.body && place.current?.contains(target) !== true) return;
    // An open list of choices takes both keys.
    if (target.getAttribute('aria-expanded') === 'true') return;
    if (key === 'Escape') keys.onEscape();
    if (key !== 'Enter') return;
    // A closed list of choices would open; there are the arrows for that.
    const isIdle = target === document.body || target.matches('h2, [aria-haspopup="listbox"]:read-only');
    if (!isIdle && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys.onEnter();
  });
  useEffect(() => {
    const ending = new AbortController();
    // Before the controls: a list that Escape closes is closed by the time that they have heard it.
    window.addEventListener('keydown', hear, { capture: true, signal: ending.signal });
    return () => ending.abort();
  }, []);
}
