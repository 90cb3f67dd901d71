import { Redirect } from 'wouter';
import { useRoute } from '../engine/index.ts';
import { paths } from '../navigation/index.ts';
import { WayTo } from '../nextSteps/index.ts';
import { Answer } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Home.module.css';

/** Leads from the id of a job run alone to its place in its run. */
export function AnyJobRun({ jobRun, tab }: { jobRun: string; tab?: string | undefined }) {
  const found = useRoute('job_runs.get', { jobRun });
  return (
    <main className={styles.place}>
      <Answer query={found} waiting={null}>
        {({ application, run }) => <Redirect to={paths.jobRun(application, run, jobRun, tab)} replace />}
      </Answer>
      {found.data === undefined && found.error !== null && (
        <div className={styles.way}>
          <WayTo href={paths.home()} label={texts.frame.backToOverview} />
        </div>
      )}
    </main>
  );
}
