import { useRoute } from '../engine/index.ts';
import { useApplicationId } from '../navigation/index.ts';
import { StateIcon } from '../parts/index.ts';
import styles from './Banner.module.css';

/** Says above every view what keeps the application from going on, while it does. */
export function ProblemBanner() {
  const application = useApplicationId();
  const problem = useRoute('applications.get', { application }).data?.problem ?? null;
  return (
    <div aria-live="polite">
      {problem !== null && (
        <div className={styles.banner} data-state="failed">
          <StateIcon tone="failed" />
          <span className={styles.words}>{problem}</span>
        </div>
      )}
    </div>
  );
}
