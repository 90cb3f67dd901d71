import type { KeyboardEvent, ReactNode } from 'react';
import { Link } from 'wouter';
import styles from './RowLink.module.css';

interface RowLinkProps {
  href: string;
  /** It leads to what is on show beside the table. */
  current?: boolean;
  children: ReactNode;
}

const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

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

function moveToNeighbour(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key];
  const row = event.currentTarget.closest('tr');
  if (step === undefined || row === null) return;
  // The rows of a long table stand in any order in the document: their index counts.
  const next = `tr[aria-rowindex="${Number(row.ariaRowIndex) + step}"] [data-row-link]`;
  const link = row.closest('table')?.querySelector<HTMLElement>(next);
  if (link === null || link === undefined) return;
  event.preventDefault();
  link.focus({ preventScroll: true });
  link.closest('tr')?.scrollIntoView({ block: 'nearest' });
}
