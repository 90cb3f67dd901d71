import { Button } from '@mantine/core';
import { usePagedRoute } from '../engine/index.ts';
import { paths, useApplicationId } from '../navigation/index.ts';
import { WayTo } from '../nextSteps/index.ts';
import { EmptyNote, ErrorNote, ListSkeleton, Section } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import { ProcessedRunPart } from './ProcessedRunPart.tsx';
import styles from './studyWork.module.css';

/** What processed a study, with which results, newest first. */
export function ProcessedPanel({ study }: { study: string }) {
  const words = texts.studyWork;
  const application = useApplicationId();
  const list = usePagedRoute('studies.processed', { application, study });
  return (
    <Section title={words.processedTitle}>
      {list.error !== null && <ErrorNote error={list.error} onRetry={list.retry} />}
      {list.loading && <ListSkeleton rows={2} height={60} />}
      {!list.loading && list.error === null && list.rows.length === 0 && (
        <EmptyNote title={texts.studies.noRuns} text={texts.studies.noRunsText}>
          <WayTo href={paths.overview(application)} label={texts.nextSteps.overview} />
          <WayTo href={paths.services(application)} label={texts.nextSteps.services} />
        </EmptyNote>
      )}
      <div className={styles.runs}>
        {list.rows.map((run) => (
          <ProcessedRunPart key={run.id} run={run} />
        ))}
      </div>
      {list.moreError !== null && <ErrorNote error={list.moreError} onRetry={list.retry} />}
      {list.moreError === null && list.rows.length < list.total && (
        <Button variant="subtle" size="xs" mt={10} onClick={list.readMore}>
          {words.moreRuns(list.total - list.rows.length)}
        </Button>
      )}
    </Section>
  );
}
