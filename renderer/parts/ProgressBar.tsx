import styles from './ProgressBar.module.css';

interface ProgressBarProps {
  label: string;
  /** Null: how much there is is not known yet. */
  share: number | null;
}

/** How far something is, from 0 to 1. */
export function ProgressBar({ label, share }: ProgressBarProps) {
  return (
    <progress
      className={styles.bar}
      aria-label={label}
      max={1}
      {...(share === null ? {} : { value: Math.min(1, Math.max(0, share)) })}
    />
  );
}
