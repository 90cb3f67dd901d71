import {
  IconAlertTriangleFilled,
  IconBan,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconClock,
  IconClockX,
  IconLoader2,
  IconPlayerTrackNext,
  type Icon,
} from '../icons/index.ts';
import styles from './StateIcon.module.css';
import type { Tone } from './tones.ts';

const icons: Record<Tone, Icon> = {
  waiting: IconCircleDashed,
  queued: IconClock,
  running: IconLoader2,
  succeeded: IconCircleCheckFilled,
  failed: IconCircleXFilled,
  cancelled: IconBan,
  'timed-out': IconClockX,
  skipped: IconPlayerTrackNext,
  warning: IconAlertTriangleFilled,
};

interface StateIconProps {
  tone: Tone;
  /** Edge length in pixels. */
  size?: number;
  /** It stands for the state as such, and not for something that is in it: nothing turns. */
  isStill?: boolean;
}

/** The shape of a state. It says nothing aloud: words stand beside it. */
export function StateIcon({ tone, size = 16, isStill = false }: StateIconProps) {
  const Shape = icons[tone];
  return (
    <Shape
      aria-hidden
      size={size}
      className={styles.icon}
      data-state={tone}
      data-turning={(tone === 'running' && !isStill) || undefined}
    />
  );
}
