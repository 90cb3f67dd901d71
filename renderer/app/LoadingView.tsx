import { ListSkeleton } from '../parts/index.ts';
import styles from './LoadingView.module.css';

/** Stands where a view will be while its code is loaded; nothing is seen of it at first, so that nothing flashes. */
export function LoadingView() {
  return (
    <div className={styles.waiting}>
      <ListSkeleton />
    </div>
  );
}
