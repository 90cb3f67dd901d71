import { IconArrowDown, IconArrowUp } from '../icons/index.ts';
import styles from './SortButton.module.css';

interface SortButtonProps {
  label: string;
  /** How the list is sorted by this column now; null: it is not. */
  direction: 'ascending' | 'descending' | null;
  onClick: () => void;
}

/** The head of a column by which a list can be sorted. */
export function SortButton({ label, direction, onClick }: SortButtonProps) {
  const Arrow = direction === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <button
      type="button"
      className={styles.button}
      data-sorted={direction !== null || undefined}
      onClick={onClick}
    >
      {label}
      <Arrow size={12} className={styles.arrow} aria-hidden />
    </button>
  );
}
