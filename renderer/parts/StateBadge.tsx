import { StateIcon } from './StateIcon.tsx';
import styles from './StateBadge.module.css';
import type { Tone } from './tones.ts';

interface StateBadgeProps {
  tone: Tone;
  /** The state in words. */
  label: string;
  /** Without the coloured ground, for tables. */
  plain?: boolean;
}

/** A state by colour, shape and word. */
export function StateBadge({ tone, label, plain = false }: StateBadgeProps) {
  return (
    <span className={plain ? styles.plain : styles.badge} data-state={tone}>
      <StateIcon tone={tone} size={plain ? 16 : 14} />
      {label}
    </span>
  );
}
