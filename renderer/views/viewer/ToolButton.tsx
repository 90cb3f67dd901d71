import type { Icon } from '../../icons/index.ts';
import styles from './ToolButton.module.css';

interface ToolButtonProps {
  label: string;
  Shape: Icon;
  /** Only for what is on or off. */
  isPressed?: boolean;
  isDisabled?: boolean;
  onClick?: () => void;
}

/** A button of the viewer: not of the window's scheme, since what lies beside images is dark in both. */
export function ToolButton({ label, Shape, isPressed, isDisabled, ...rest }: ToolButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={label}
      aria-pressed={isPressed}
      title={label}
      disabled={isDisabled}
      {...rest}
    >
      <Shape size={18} aria-hidden />
    </button>
  );
}
