import { Skeleton } from '@mantine/core';
import { texts } from '../texts/index.ts';
import styles from './ListSkeleton.module.css';

/** Stands where a list will be. */
export function ListSkeleton({ rows = 6, height = 40 }: { rows?: number; height?: number }) {
  return (
    <output className={styles.list} aria-label={texts.common.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={height - 10} radius="sm" style={{ opacity: 1 - row / rows }} />
      ))}
    </output>
  );
}
