import { useCallback, useMemo, useRef, useState } from 'react';
import type { ImagingModule } from '../../images/index.ts';
import type { Overlay } from '../../imaging/index.ts';
import { problemOf } from './problemOf.ts';
import type { ViewProblem } from './problemOf.ts';

/** Something that can be laid over images, by its address. */
export interface OverlaySource {
  address: string;
  kind: 'segmentation' | 'result';
  /** Of a segmentation; empty for a result. */
  SOPInstanceUID: string;
}

/** An overlay that somebody wants to see. */
export interface ChosenOverlay {
  address: string;
  /** Null while it is read. */
  overlay: Overlay | null;
  problem: ViewProblem | null;
  hidden: ReadonlySet<number>;
}

/** What is drawn over pictures. */
export interface ShownOverlays {
  overlays: readonly { overlay: Overlay; hidden: ReadonlySet<number> }[];
  /** From 0 to 1. */
  opacity: number;
}

export interface Overlays {
  chosen: readonly ChosenOverlay[];
  shown: ShownOverlays;
  /** Shows it; one that is shown already stays as it is. */
  add: (source: OverlaySource) => void;
  remove: (address: string) => void;
  toggleLabel: (address: string, value: number) => void;
  setOpacity: (opacity: number) => void;
}

/** The overlays that are chosen in a viewer; both of its pictures show them. */
export function useOverlays(imaging: ImagingModule | null): Overlays {
  const [chosen, setChosen] = useState<readonly ChosenOverlay[]>([]);
  const [opacity, setOpacity] = useState(0.5);
  const wanted = useRef(new Map<string, symbol>());

  const add = useCallback(
    (source: OverlaySource) => {
      const { address } = source;
      if (imaging === null || wanted.current.has(address)) return;
      // An identity of its own: what comes after it was taken away and chosen again is not taken for the new one.
      const mine = Symbol(address);
      wanted.current.set(address, mine);
      setChosen((now) => [...now, { address, overlay: null, problem: null, hidden: new Set() }]);
      const change = (changes: Partial<ChosenOverlay>) => {
        if (wanted.current.get(address) !== mine) return;
        setChosen((now) => now.map((one) => (one.address === address ? { ...one, ...changes } : one)));
      };
      const reading =
        source.kind === 'segmentation' ? imaging.readSegmentation(source) : imaging.readNiftiOverlay(address);
      reading.then(
        (overlay) => change({ overlay }),
        (cause: unknown) => change({ problem: problemOf(cause) }),
      );
    },
    [imaging],
  );
  const remove = useCallback((address: string) => {
    wanted.current.delete(address);
    setChosen((now) => now.filter((one) => one.address !== address));
  }, []);

  const toggleLabel = useCallback((address: string, value: number) => {
    setChosen((now) =>
      now.map((one) => {
        if (one.address !== address) return one;
        const hidden = new Set(one.hidden);
        if (!hidden.delete(value)) hidden.add(value);
        return { ...one, hidden };
      }),
    );
  }, []);

  const shown = useMemo(
    () => ({
      opacity,
      overlays: chosen.flatMap(({ overlay, hidden }) => (overlay === null ? [] : [{ overlay, hidden }])),
    }),
    [chosen, opacity],
  );
  return { chosen, shown, add, remove, toggleLabel, setOpacity };
}
