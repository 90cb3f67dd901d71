import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { moveToNeighbour } from './moveToNeighbour.ts';
import styles from './RowLink.module.css';

interface RowLinkProps {
  href: string;
  /** It leads to what is on show beside the table. */
  current?: boolean;
  children: ReactNode;
}

/** The link of a table's row: it covers the row, and the arrow keys move to the link of the row above or below. */
export function RowLink({ href, current = false, children }: RowLinkProps) {
  return (
    <Link
      href={href}
      className={styles.link}
      data-row-link
      aria-current={current || undefined}
      onKeyDown={moveToNeighbour}
    >
      {children}
    </Link>
  );
}
