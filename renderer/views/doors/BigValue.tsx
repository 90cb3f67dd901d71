import type { ReactNode } from 'react';
import { CopyButton } from '../../parts/index.ts';
import styles from './BigValue.module.css';

/** Values to be entered elsewhere, side by side. */
export function BigValues({ children }: { children: ReactNode }) {
  return <dl className={styles.values}>{children}</dl>;
}

interface BigValueProps {
  name: string;
  /** What is copied. */
  value: string;
  /** Shown in its place, such as dots for a secret. */
  shown?: string;
  copyLabel: string;
  /** Beside the button that copies. */
  children?: ReactNode;
}

/** One value, large enough to be read across a desk. */
export function BigValue({ name, value, shown = value, copyLabel, children }: BigValueProps) {
  return (
    <div className={styles.value}>
      <dt>{name}</dt>
      <dd>
        <code>{shown}</code>
        {children}
        <CopyButton text={value} label={copyLabel} />
      </dd>
    </div>
  );
}
