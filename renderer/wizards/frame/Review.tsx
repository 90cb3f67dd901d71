import type { ReactNode } from 'react';
import { CommandLine } from './CommandLine.tsx';
import styles from './Review.module.css';

interface ReviewProps {
  /** What will be written or run. */
  children: ReactNode;
  /** The commands that do the same; each is the words after `dcm-processor`. */
  commands: readonly (readonly string[])[];
}

/** The content of a wizard's last page. */
export function Review({ children, commands }: ReviewProps) {
  return (
    <div className={styles.review}>
      <div className={styles.what}>{children}</div>
      <CommandLine commands={commands} />
    </div>
  );
}
