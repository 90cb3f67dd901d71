import { useRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Answer, ListSkeleton, Page, runTones, StateBadge, Trail } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { JobRunPanel } from '../jobRun/index.ts';
import { Jobs } from './Jobs.tsx';
import { RunActions } from './RunActions.tsx';
import { RunFacts } from './RunFacts.tsx';
import styles from './RunView.module.css';
import { useRunAnnouncements } from './useRunAnnouncements.ts';

export interface RunViewProps {
  run: string;
  /** Job run whose panel is open. */
  jobRun: string | null;
  /** Part of the panel on show; null: what suits its state. */
  tab: string | null;
}

/** One run: who it is about, its jobs live, and the panel of one of them. */
export function RunView({ run, jobRun, tab }: RunViewProps) {
  const application = useApplicationId();
  const query = useRoute('runs.get', { application, run });
  const { data } = query;
  useRunAnnouncements(data);

  return (
    <Page
      fills
      title={data === undefined ? texts.run.loadingTitle : texts.run.pageTitle(data.number)}
      trail={<Trail href={paths.runs(application)} label={texts.run.breadcrumb} />}
      mark={
        data && (
          <>
            <StateBadge tone={runTones[data.state]} label={texts.common.runStates[data.state]} />
            {data.version > 1 && (
              <span className={styles.version} title={texts.run.versionHelp}>
                {texts.run.version(data.version)}
              </span>
            )}
          </>
        )
      }
      description={data && <RunFacts run={data} />}
      actions={data && <RunActions run={data} />}
    >
      <Answer
        query={query}
        waiting={
          <div className={styles.waiting}>
            <ListSkeleton rows={5} height={60} />
          </div>
        }
      >
        {(detail) => (
          <div className={styles.split}>
            <Jobs run={detail} current={jobRun} tab={tab} />
            {jobRun !== null && <JobRunPanel key={jobRun} run={run} jobRun={jobRun} tab={tab} />}
          </div>
        )}
      </Answer>
    </Page>
  );
}
