import { useRoute } from '../../engine/index.ts';
import { EstimateText } from '../../estimates/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Runs.module.css';

/** How much waits and runs, and when it will be done. */
export function QueueEnd() {
  const application = useApplicationId();
  const { data } = useRoute('estimates.queue', { application });
  if (data === undefined || data.openJobRuns === 0) return null;
  return (
    <p className={styles.nothing}>
      {texts.research.queue(data.openJobRuns)}{' '}
      {data.estimate !== null && <EstimateText estimate={data.estimate} />}
    </p>
  );
}
