import type { ReactNode } from 'react';
import styles from './Field.module.css';

interface FieldProps {
  label: string;
  help: string;
  /** Id of the control that `label` names; absent where the control names itself. */
  controlId?: string;
  children: ReactNode;
}

/** A setting: what it is and means on the left, its control on the right. */
export function Field({ label, help, controlId, children }: FieldProps) {
  const Label = controlId === undefined ? 'span' : 'label';
  return (
    <div className={styles.field} data-field>
      <div className={styles.words}>
        <Label
          className={styles.label}
          data-setting
          {...(controlId === undefined ? {} : { htmlFor: controlId })}
        >
          {label}
        </Label>
        <p className={styles.help} id={controlId === undefined ? undefined : `${controlId}-help`}>
          {help}
        </p>
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}

/** What stands among the settings over their whole width. */
export function WholeField({ children }: { children: ReactNode }) {
  return <div className={styles.whole}>{children}</div>;
}
