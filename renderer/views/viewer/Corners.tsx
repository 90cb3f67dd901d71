import type { PaneState } from '../../images/index.ts';
import { formatDecimal } from '../../format/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Corners.module.css';

const words = texts.viewer;

interface CornersProps {
  state: PaneState;
  lines: { topLeft: readonly string[]; topRight: readonly string[] };
  /** How many overlays this picture has; null where none is chosen. */
  overlayCount: number | null;
}

/** What the corners of a picture say: who and what it is, where it lies, and how it is shown. */
export function Corners({ state, lines, overlayCount }: CornersProps) {
  const { window, position } = state;
  const shown = {
    topLeft: lines.topLeft,
    topRight: lines.topRight,
    bottomLeft: [
      overlayCount === null ? '' : words.overlayShown(overlayCount),
      state.isSoftware ? words.software : '',
      position === null ? '' : words.location(formatDecimal(position, 1)),
      words.position(state.index + 1, state.count),
    ],
    bottomRight: [
      state.isInverted ? words.inverted : '',
      words.zoom(`${formatDecimal(state.zoom * 100, 0)} %`),
      window === null ? '' : words.window(formatDecimal(window.width, 0), formatDecimal(window.center, 0)),
    ],
  };
  return Object.entries(shown).map(([corner, written]) => (
    <div key={corner} className={styles.corner} data-corner={corner}>
      {/* Lines have places of their own, and may be equal. */}
      {written.map(
        (text, place) =>
          // oxlint-disable-next-line react/no-array-index-key
          text !== '' && <div key={place}>{text}</div>,
      )}
    </div>
  ));
}
