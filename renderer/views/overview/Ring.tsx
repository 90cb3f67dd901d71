import styles from './Ring.module.css';

const radius = 9;
const round = 2 * Math.PI * radius;

/** How much of a time is left, from 1 to 0, as a ring that empties. The time itself stands beside it in words. */
export function Ring({ share }: { share: number }) {
  const left = Math.min(1, Math.max(0, share));
  return (
    <svg className={styles.ring} width={22} height={22} viewBox="0 0 22 22" aria-hidden>
      <circle className={styles.track} cx={11} cy={11} r={radius} />
      <circle
        className={styles.left}
        cx={11}
        cy={11}
        r={radius}
        strokeDasharray={round}
        strokeDashoffset={round * (1 - left)}
      />
    </svg>
  );
}
