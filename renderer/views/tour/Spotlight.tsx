import styles from './Spotlight.module.css';
import type { Place } from './useTarget.ts';

/** Pixels of light around what is shown. */
const around = 6;

/** Darkens all but one place; only to be seen, everything can still be used. */
export function Spotlight({ place: { left, top, width, height } }: { place: Place }) {
  return (
    <div
      className={styles.light}
      aria-hidden
      style={{
        left: left - around,
        top: top - around,
        width: width + 2 * around,
        height: height + 2 * around,
      }}
    />
  );
}
