import { IconFileImport, IconPuzzle, IconTimeline } from '../../icons/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Steps.module.css';

const icons = [IconFileImport, IconPuzzle, IconTimeline];

/** What comes after the application is created. */
export function Steps() {
  return (
    <aside className={styles.steps} aria-label={texts.welcome.stepsTitle}>
      <h2 className={styles.title}>{texts.welcome.stepsTitle}</h2>
      <ol className={styles.list}>
        {texts.welcome.steps.map((step, index) => {
          const Shape = icons[index];
          return (
            <li key={step.title} className={styles.step}>
              <span className={styles.icon}>
                {Shape !== undefined && <Shape size={18} stroke={1.7} aria-hidden />}
              </span>
              <span>
                <span className={styles.name}>{step.title}</span>
                <span className={styles.text}>{step.text}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </aside>
  );
}
