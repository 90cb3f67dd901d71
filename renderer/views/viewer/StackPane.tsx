import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImagingModule, Pane, Picture } from '../../images/index.ts';
import { announce } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { PaneCommands } from './commands.ts';
import { Corners } from './Corners.tsx';
import { placeOfTarget } from './imageTarget.ts';
import type { ImageTarget } from './imageTarget.ts';
import { Problem } from './Problem.tsx';
import { StackBar } from './StackBar.tsx';
import type { ShownOverlays } from './useOverlays.ts';
import { useCine } from './useCine.ts';
import { usePane } from './usePane.ts';
import styles from './StackPane.module.css';

interface StackPaneProps {
  imaging: ImagingModule;
  /** Name of the pane; one viewport each. */
  id: string;
  pictures: readonly Picture[];
  /** Images per second that the object asks for. */
  rate: number;
  /** The image that is to be shown; the one in the middle where none is meant. */
  target?: ImageTarget | null;
  overlays: ShownOverlays;
  cornerLines: { topLeft: readonly string[]; topRight: readonly string[] };
  /** Hands out what keys and buttons can do here, and takes it back with null. */
  onCommands: (commands: PaneCommands | null) => void;
}

/** A stack of pictures: the picture, what its corners say, what lies over it, and where in the stack it is. */
export function StackPane(props: StackPaneProps) {
  const { imaging, id, pictures, rate, target = null, overlays, cornerLines, onCommands } = props;
  const above = useRef<HTMLCanvasElement>(null);
  const [overlayCount, setOverlayCount] = useState<number | null>(null);

  const drawAbove = useCallback(
    (pane: Pane) => {
      const shown = pane.state();
      const picture = shown === null ? undefined : pictures[shown.index];
      if (above.current === null || picture === undefined) return;
      const drawn = imaging.drawOverlay(above.current, picture, pane.placing(), overlays);
      setOverlayCount(overlays.overlays.length === 0 ? null : drawn);
    },
    [imaging, pictures, overlays],
  );
  const { pane, state, element } = usePane(imaging, id, drawAbove);

  const shownOf = useRef<ShownStack | null>(null);
  useEffect(() => {
    if (pane === null) return;
    const before = shownOf.current?.pane === pane ? shownOf.current : null;
    shownOf.current = { pane, pictures, target };
    const wanted = target === before?.target ? null : placeOfTarget(pictures, target);
    if (before?.pictures === pictures) {
      if (wanted !== null) pane.scrollTo(wanted);
      return;
    }
    // Images of the series came or went: who looks at one goes on looking at it.
    const kept = indexOf(pictures, before?.pictures[pane.state()?.index ?? -1]);
    void pane.show(pictures, wanted ?? kept ?? Math.floor((pictures.length - 1) / 2), kept !== null);
  }, [pane, pictures, target]);
  useEffect(() => {
    if (pane !== null) drawAbove(pane);
  }, [pane, drawAbove]);

  const cine = useCine(pane, pictures.length, rate);
  const { toggle } = cine;
  useEffect(() => {
    if (pane === null) return undefined;
    onCommands({ pane, state: () => pane.state(), togglePlay: toggle });
    return () => onCommands(null);
  }, [pane, toggle, onCommands]);

  const index = state?.index;
  useEffect(() => {
    if (index !== undefined && !cine.isPlaying && pictures.length > 1) {
      announce(texts.viewer.heardPosition(index + 1, pictures.length));
    }
  }, [index, pictures.length, cine.isPlaying]);

  return (
    <div className={styles.stack}>
      <div className={styles.picture}>
        <div
          ref={element}
          className={styles.viewport}
          data-pane={id}
          onContextMenu={(event) => event.preventDefault()}
        />
        <canvas ref={above} className={styles.above} aria-hidden data-overlay={id} />
        {state !== null && state.problem === null && (
          <Corners state={state} lines={cornerLines} overlayCount={overlayCount} />
        )}
        {state?.problem != null && <Problem problem={state.problem} />}
      </div>
      {pane !== null && state !== null && pictures.length > 1 && (
        <StackBar pane={pane} index={state.index} count={pictures.length} cine={cine} />
      )}
    </div>
  );
}

/** What was asked of a pane last. */
interface ShownStack {
  pane: Pane;
  pictures: readonly Picture[];
  target: ImageTarget | null;
}

/** Where a picture is among others; null where it is not. */
function indexOf(pictures: readonly Picture[], picture: Picture | undefined): number | null {
  const index = pictures.findIndex(
    ({ address, frame }) => address === picture?.address && frame === picture.frame,
  );
  return index < 0 ? null : index;
}
