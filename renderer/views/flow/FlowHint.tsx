import type { Flow } from '../../../contract/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ImportSteps, WayTo } from '../../nextSteps/index.ts';
import { EmptyNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './FlowHint.module.css';

const words = texts.flow;

/** What is missing for something to flow; nothing where something does. */
export function FlowHint({ flow: { jobs, hours } }: { flow: Pick<Flow, 'jobs' | 'hours'> }) {
  const application = useApplicationId();
  if (jobs.length > 0 && hours.some(({ runs, succeeded, failed }) => runs + succeeded + failed > 0))
    return null;
  return (
    <div className={styles.hint}>
      {jobs.length === 0 ? (
        <EmptyNote title={words.noJobsTitle} text={words.noJobsText}>
          <WayTo href={paths.installService(application)} label={texts.nextSteps.installService} />
        </EmptyNote>
      ) : (
        <EmptyNote title={words.quietTitle} text={words.quietText}>
          <ImportSteps isQuiet />
        </EmptyNote>
      )}
    </div>
  );
}
