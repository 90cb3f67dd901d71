import { usePagedRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ImportSteps } from '../../nextSteps/index.ts';
import { DataTable, EmptyNote, ErrorNote, ListSkeleton, Section } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { runColumns } from '../../runRows/index.ts';
import { QueueEnd } from './QueueEnd.tsx';

/** Runs with jobs at work or waiting. */
export function ActiveRuns() {
  const application = useApplicationId();
  const { rows, loading, error, retry } = usePagedRoute('runs.list', {
    application,
    states: ['active'],
    limit: 30,
  });
  return (
    <Section title={texts.overview.active}>
      {error !== null && <ErrorNote error={error} onRetry={retry} />}
      {loading && error === null && <ListSkeleton rows={2} />}
      {!loading && error === null && rows.length === 0 && (
        <EmptyNote title={texts.overview.nothingActive} text={texts.overview.nothingActiveText}>
          <ImportSteps isQuiet />
        </EmptyNote>
      )}
      <QueueEnd />
      {rows.length > 0 && (
        <DataTable
          label={texts.overview.active}
          rows={rows}
          columns={[runColumns.run, runColumns.patient, runColumns.jobs, runColumns.duration]}
          rowId={(run) => run.id}
          href={(run) => paths.run(application, run.id)}
        />
      )}
    </Section>
  );
}
