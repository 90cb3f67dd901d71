import type { DesktopSettings } from '../../contract/index.ts';

/** What becomes of the window when a person closes it. */
export interface Closing {
  /** The window is being closed: whether it may go. */
  mayClose(): boolean;
  /** The page says that it listens: it begins to, or shows the question. */
  hears(): void;
}

/**
 * @param options.isEnding the program is coming to its end, so that closing is only closing
 * @param options.isHeard the page listens
 * @param options.ask has the page ask what closing is to do
 */
export function createClosing(options: {
  wanted: () => DesktopSettings['closing'];
  isEnding: () => boolean;
  isHeard: () => boolean;
  ask: () => void;
  hide: () => void;
}): Closing {
  /** The page was to ask, and has not said that it does. */
  let isUnheard = false;
  return {
    mayClose() {
      const wanted = options.wanted();
      if (options.isEnding() || wanted === 'quit') return true;
      if (wanted === 'hide') {
        options.hide();
        return false;
      }
      // A page that cannot ask must not keep its window, and who cannot be asked means what they did.
      if (!options.isHeard() || isUnheard) return true;
      isUnheard = true;
      options.ask();
      return false;
    },
    hears() {
      isUnheard = false;
    },
  };
}
