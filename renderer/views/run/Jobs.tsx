import { SegmentedControl } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconPuzzleOff } from '../../icons/index.ts';
import type { RunDetail } from '../../../contract/index.ts';
import { JobGraph } from '../../graph/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { WayTo } from '../../nextSteps/index.ts';
import { EmptyNote } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Jobs.module.css';
import { FilteredOut } from './FilteredOut.tsx';
import { Interventions } from './Interventions.tsx';
import { KeptOut } from './KeptOut.tsx';
import { PutAsideNote } from './PutAsideNote.tsx';
import { Removed } from './Removed.tsx';
import { Warnings } from './Warnings.tsx';
import { JobTable } from './JobTable.tsx';
import { RunTimeline } from './timeline/index.ts';
import { isTerminal } from '../../jobs/index.ts';

interface JobsProps {
  run: RunDetail;
  current: string | null;
  /** Kept when another job is opened. */
  tab: string | null;
}

/** The jobs of a run, as a graph or as a table that says the same. */
export function Jobs({ run, current, tab }: JobsProps) {
  const application = useApplicationId();
  const [shown, setShown] = useLocalStorage<'graph' | 'timeline' | 'table'>({
    key: 'dcm-processor.jobs-as',
    defaultValue: 'graph',
    getInitialValueInEffect: false,
  });
  const href = (jobRun: string) => paths.jobRun(application, run.id, jobRun, tab ?? undefined);
  const ended = run.jobRuns.filter(({ state }) => isTerminal(state)).length;

  return (
    <section className={styles.jobs} aria-label={texts.run.tableLabel}>
      {run.state !== 'filtered-out' && (
        <div className={styles.bar}>
          <SegmentedControl
            size="xs"
            aria-label={texts.run.viewSwitch}
            value={shown}
            onChange={setShown}
            data={[
              { value: 'graph', label: texts.run.graph },
              { value: 'timeline', label: texts.timeline.show },
              { value: 'table', label: texts.run.table },
            ]}
          />
          <span className={styles.summary}>{texts.run.progressSummary(ended, run.jobRuns.length)}</span>
        </div>
      )}
      {run.warnings.length > 0 && <Warnings warnings={run.warnings} />}
      {run.interventions.length > 0 && <Interventions interventions={run.interventions} />}
      {run.removed.length > 0 && <Removed parts={run.removed} />}
      {run.putAsideCount > 0 && <PutAsideNote count={run.putAsideCount} />}
      {run.filters !== null && run.state !== 'filtered-out' && <KeptOut report={run.filters} />}
      {run.state === 'filtered-out' && <FilteredOut report={run.filters} />}
      {run.jobRuns.length === 0 && run.state !== 'filtered-out' && (
        <EmptyNote icon={IconPuzzleOff} title={texts.run.noJobsTitle} text={texts.run.noJobsText}>
          <WayTo href={paths.services(application)} label={texts.nextSteps.services} />
        </EmptyNote>
      )}
      {run.jobRuns.length > 0 &&
        (shown === 'graph' ? (
          <JobGraph run={run} current={current} href={href} />
        ) : shown === 'timeline' ? (
          <RunTimeline run={run.id} current={current} href={href} />
        ) : (
          <JobTable jobRuns={run.jobRuns} current={current} href={href} />
        ))}
    </section>
  );
}
