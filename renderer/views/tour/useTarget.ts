import { useEffect, useState } from 'react';

/** Where something is in the window, in pixels. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Pause between two looks, in milliseconds: pages load, scroll and change by themselves. */
const lookEvery = 200;

/** Where the first visible element is that a selector names, as long as it is asked; null where there is none. */
export function useTarget(selector: string): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    function look() {
      const found = selector
        .split(', ')
        .flatMap((one) => [...document.querySelectorAll(one)])
        .find((element) => element.checkVisibility());
      const box = found?.getBoundingClientRect();
      const next =
        box === undefined ? null : { left: box.left, top: box.top, width: box.width, height: box.height };
      // The same place is the same value, so that nothing is drawn anew.
      setPlace((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    }
    look();
    const timer = setInterval(look, lookEvery);
    window.addEventListener('resize', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('resize', look);
    };
  }, [selector]);
  return place;
}
