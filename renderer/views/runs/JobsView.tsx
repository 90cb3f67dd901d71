import { useMemo } from 'react';
import { jobRunStateSchema, type JobRunSummary } from '../../../contract/index.ts';
import { chosenColumn, useChosenRows } from '../../choosing/index.ts';
import { PauseMenu } from '../../control/index.ts';
import { usePagedRoute, useRoute } from '../../engine/index.ts';
import { IconTimeline } from '../../icons/index.ts';
import { jobTitle } from '../../jobs/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { AskClear, ImportSteps, WayTo } from '../../nextSteps/index.ts';
import { EmptyNote, Page, VirtualTable } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { jobRunColumns } from './jobRunColumns.tsx';
import { isEmpty, toRequest } from './listFilter.ts';
import { ListHead } from './ListHead.tsx';
import { ListSwitch } from './ListSwitch.tsx';
import { SavedFilters } from './SavedFilters.tsx';
import { useListFilter } from './useListFilter.ts';

const states = jobRunStateSchema.options.map((state) => ({
  state,
  label: texts.common.jobRunStates[state],
  tone: state,
}));

/** The jobs of all runs, newest run first, under the filter in its address. */
export function JobsView() {
  const application = useApplicationId();
  const used = useListFilter('job-runs');
  const filter = useMemo(() => toRequest('job-runs', used.filter), [used.filter]);
  const { states: _states, ...rest } = filter;
  const list = usePagedRoute('job_runs.list', { application, ...filter });
  const counts = useRoute('job_runs.counts', { application, filter: rest }).data;
  const shown = list.outdated ? [] : list.rows.map(({ id }) => id);
  const chosen = useChosenRows({ shown, of: JSON.stringify(filter), hasMore: list.hasMore });

  // Not drawn again with each change of the list.
  const of = useMemo(() => ({ list: 'job-runs', filter }) as const, [filter]);
  const actions = useMemo(
    () => (
      <>
        <SavedFilters of={of} filter={used.filter} onChoose={used.replace} />
        <ExportMenu of={of} />
        <PauseMenu />
        <ListSwitch show="jobs" />
      </>
    ),
    [of, used],
  );

  return (
    <Page
      fills
      title={texts.runs.jobsTitle}
      description={counts === undefined ? '' : texts.runs.jobsTotal(counts.total, counts.isExact)}
      actions={actions}
    >
      <ListHead
        used={used}
        states={states}
        counts={counts}
        chosen={chosen}
        shown={shown}
        of={of}
        choiceOf={(jobRuns) => ({ jobRuns })}
      />
      <VirtualTable
        label={texts.runs.jobsTableLabel}
        list={list}
        columns={[
          chosenColumn<JobRunSummary>(
            chosen,
            (job) => job.id,
            (job) => texts.runs.jobOfRun(jobTitle(job), job.runNumber),
          ),
          ...jobRunColumns,
        ]}
        rowId={(job) => job.id}
        href={(job) => paths.jobRun(application, job.run, job.id)}
        empty={
          isEmpty(used.filter) ? (
            <EmptyNote icon={IconTimeline} title={texts.runs.jobsEmptyTitle} text={texts.runs.jobsEmptyText}>
              <ImportSteps />
              <WayTo href={paths.services(application)} label={texts.nextSteps.services} />
            </EmptyNote>
          ) : (
            <EmptyNote icon={IconTimeline} title={texts.runs.jobsNoMatchTitle} text={texts.runs.noMatchText}>
              <AskClear what="filter" onClear={() => used.replace({})} />
            </EmptyNote>
          )
        }
      />
    </Page>
  );
}
