import { useEffect, type RefObject } from 'react';

/** How long a page may take to open, in milliseconds: its heading takes the focus when it is there. */
const openingMs = 3000;

/** Gives the focus to an element, and again where a page that opens takes it, until the person does something. */
export function useFocusKept(target: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;
    const end = () => ending.abort();
    const take = () => {
      if (!signal.aborted) target.current?.focus({ preventScroll: true });
    };
    const timer = setTimeout(end, openingMs);
    const frame = requestAnimationFrame(take);
    document.addEventListener(
      'focusin',
      (event) => {
        const own = target.current?.closest('dialog');
        if (event.target instanceof Node && own?.contains(event.target) === false) queueMicrotask(take);
      },
      { signal },
    );
    for (const gesture of ['keydown', 'pointerdown']) document.addEventListener(gesture, end, { signal });
    return () => {
      end();
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  }, [target]);
}
