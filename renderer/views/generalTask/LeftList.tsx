import styles from './LeftList.module.css';

/** What was not brought over, each with the reason. */
export function LeftList({ left }: { left: readonly { what: string; reason: string }[] }) {
  return (
    <ul className={styles.list}>
      {left.map(({ what, reason }) => (
        <li key={`${what} ${reason}`}>
          <span className={styles.what}>{what}</span>
          <span className={styles.reason}>{reason}</span>
        </li>
      ))}
    </ul>
  );
}
