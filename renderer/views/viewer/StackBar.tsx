import { IconPlayerPause, IconPlayerPlay } from '../../icons/index.ts';
import type { Pane } from '../../images/index.ts';
import { texts } from '../../texts/index.ts';
import { ToolButton } from './ToolButton.tsx';
import type { Cine } from './useCine.ts';
import styles from './StackBar.module.css';

const words = texts.viewer;
/** More than a screen shows has no use. */
const fastest = 60;

/** Where in the stack the picture is, and playing it. */
export function StackBar({
  pane,
  index,
  count,
  cine,
}: {
  pane: Pane;
  index: number;
  count: number;
  cine: Cine;
}) {
  const label = cine.isPlaying ? words.pause : words.play;
  return (
    <div className={styles.bar}>
      <ToolButton
        label={label}
        Shape={cine.isPlaying ? IconPlayerPause : IconPlayerPlay}
        onClick={cine.toggle}
      />
      <input
        className={styles.slider}
        type="range"
        min={1}
        max={count}
        value={index + 1}
        aria-label={words.slider}
        aria-valuetext={words.position(index + 1, count)}
        onChange={(event) => pane.scrollTo(Number(event.currentTarget.value) - 1)}
      />
      <input
        className={styles.rate}
        type="number"
        min={1}
        max={fastest}
        value={cine.rate}
        aria-label={words.rate}
        title={words.rate}
        onChange={(event) => {
          const rate = event.currentTarget.valueAsNumber;
          if (rate >= 1 && rate <= fastest) cine.setRate(rate);
        }}
      />
    </div>
  );
}
