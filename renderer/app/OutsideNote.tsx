import { texts } from '../texts/index.ts';
import styles from './OutsideNote.module.css';

/** What stands here when the page was opened without the application around it. */
export function OutsideNote() {
  return (
    <main className={styles.note}>
      <h1>{texts.frame.outsideTitle}</h1>
      <p>{texts.frame.outsideText}</p>
    </main>
  );
}
