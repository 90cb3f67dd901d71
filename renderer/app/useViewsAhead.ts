import { useEffect } from 'react';
import * as views from './views.ts';

/** How long the window is left to its start before it loads what is not on show, in milliseconds. */
const startMs = 1500;

/** Loads the code of all views, one after the other while nothing else is done, so that none is waited for. */
export function useViewsAhead(): void {
  useEffect(() => {
    const left = Object.values(views);
    let idle = 0;
    const next = () => {
      const view = left.shift();
      if (view === undefined) return;
      // One that cannot be loaded says so when it is to be shown.
      const goOn = () => {
        idle = requestIdleCallback(next);
      };
      view.load().then(goOn, goOn);
    };
    const timer = setTimeout(() => {
      idle = requestIdleCallback(next);
    }, startMs);
    return () => {
      clearTimeout(timer);
      cancelIdleCallback(idle);
      left.length = 0;
    };
  }, []);
}
