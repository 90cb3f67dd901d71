import { Button, Tooltip, type ButtonProps } from '@mantine/core';
import { useId, type ReactNode, type Ref } from 'react';
import styles from './ActionButton.module.css';

interface ActionButtonProps extends Pick<ButtonProps, 'size' | 'leftSection' | 'rightSection' | 'loading'> {
  /** Why it cannot be done now; null where it can. */
  against: string | null;
  onClick?: () => void;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that, where it can do nothing, stays within reach of the keyboard and says why. */
export function ActionButton({ against, onClick, children, ref, ...rest }: ActionButtonProps) {
  const reason = useId();
  const isOff = against !== null;
  const button = (
    <Button
      variant="default"
      {...rest}
      {...(ref === undefined ? {} : { ref })}
      aria-disabled={isOff || undefined}
      aria-describedby={isOff ? reason : undefined}
      data-disabled={isOff || undefined}
      onClick={isOff ? undefined : onClick}
    >
      {children}
    </Button>
  );
  if (!isOff) return button;
  return (
    <>
      <Tooltip label={against} events={{ hover: true, focus: true, touch: true }} multiline maw={320}>
        {button}
      </Tooltip>
      <span id={reason} className={styles.reason}>
        {against}
      </span>
    </>
  );
}
