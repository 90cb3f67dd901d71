import { formatPersonName } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import styles from './PatientName.module.css';

interface PatientNameProps {
  PatientName: string;
  PatientID: string;
}

/** Who it is about: name, and beside it the id. */
export function PatientName({ PatientName: name, PatientID }: PatientNameProps) {
  const shown = formatPersonName(name);
  return (
    <span className={styles.patient}>
      <span className={shown === '' ? styles.noName : styles.name}>
        {shown === '' ? texts.common.noName : shown}
      </span>
      <span className={styles.id}>{PatientID}</span>
    </span>
  );
}
