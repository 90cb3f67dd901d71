import { IconChevronLeft } from '../icons/index.ts';
import { Link } from 'wouter';
import styles from './Trail.module.css';

/** The way back to the list that this view came from. */
export function Trail({ href, label }: { href: string; label: string }) {
  return (
    <Link href={href} className={styles.trail}>
      <IconChevronLeft size={14} aria-hidden />
      {label}
    </Link>
  );
}
