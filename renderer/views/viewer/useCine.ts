import { useCallback, useEffect, useState } from 'react';
import type { Pane } from '../../images/index.ts';

export interface Cine {
  isPlaying: boolean;
  /** Images per second. */
  rate: number;
  setRate: (rate: number) => void;
  toggle: () => void;
}

/** Plays a stack over and over. */
export function useCine(pane: Pane | null, count: number, wantedRate: number): Cine {
  const [isPlaying, setPlaying] = useState(false);
  const [chosenRate, setRate] = useState<number | null>(null);
  const rate = chosenRate ?? wantedRate;
  const canPlay = pane !== null && count > 1;

  useEffect(() => {
    if (!isPlaying || pane === null || count < 2) return undefined;
    const timer = setInterval(() => {
      const now = pane.state();
      // Nobody sees it in a hidden window.
      if (now !== null && document.visibilityState === 'visible') pane.scrollTo((now.index + 1) % count);
    }, 1000 / rate);
    return () => clearInterval(timer);
  }, [isPlaying, pane, count, rate]);

  const toggle = useCallback(() => setPlaying((was) => !was && canPlay), [canPlay]);
  return { isPlaying: isPlaying && canPlay, rate, setRate, toggle };
}
