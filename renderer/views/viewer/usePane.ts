import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ImagingModule, Pane, PaneState } from '../../images/index.ts';

export interface ShownPane {
  pane: Pane | null;
  state: PaneState | null;
  element: RefObject<HTMLDivElement | null>;
}

/**
 * A pane on an element, with what it shows.
 * @param onChange is called as often as the pane draws
 */
export function usePane(imaging: ImagingModule, id: string, onChange: (pane: Pane) => void): ShownPane {
  const element = useRef<HTMLDivElement>(null);
  const [pane, setPane] = useState<Pane | null>(null);
  const [state, setState] = useState<PaneState | null>(null);
  const heard = useRef(onChange);
  useEffect(() => {
    heard.current = onChange;
  });

  useEffect(() => {
    if (element.current === null) return undefined;
    let asked = 0;
    const opened = imaging.openPane(id, element.current, () => {
      heard.current(opened);
      // A drag draws more often than the words in the corners have to follow.
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => setState(opened.state()));
    });
    setPane(opened);
    return () => {
      cancelAnimationFrame(asked);
      setPane(null);
      opened.close();
    };
  }, [imaging, id]);
  return { pane, state, element };
}
