import styles from './Modalities.module.css';

/** Modalities of a study, each in its own frame. */
export function Modalities({ values }: { values: string[] }) {
  return (
    <span className={styles.list}>
      {values.map((value) => (
        <span key={value} className={styles.modality}>
          {value}
        </span>
      ))}
    </span>
  );
}
