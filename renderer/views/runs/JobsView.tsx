import { Select } from '@mantine/core';
import { IconTimeline } from '../../icons/index.ts';
import { useState } from 'react';
import type { JobRunState } from '../../../contract/index.ts';
import { PauseMenu } from '../../control/index.ts';
import { usePagedRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { EmptyNote, Page, VirtualTable } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { jobRunColumns } from './jobRunColumns.tsx';
import { ListSwitch } from './ListSwitch.tsx';

const states = Object.entries(texts.common.jobRunStates).map(([value, label]) => ({ value, label }));
const isState = (value: string | null): value is JobRunState =>
  value !== null && Object.hasOwn(texts.common.jobRunStates, value);

/** The jobs of all runs, newest run first. */
export function JobsView() {
  const application = useApplicationId();
  const [state, setState] = useState<JobRunState | null>(null);
  const list = usePagedRoute('job_runs.list', state === null ? { application } : { application, state });

  return (
    <Page
      fills
      title={texts.runs.jobsTitle}
      description={texts.runs.jobsTotal(list.total)}
      actions={
        <>
          <Select
            size="xs"
            w={150}
            clearable
            aria-label={texts.runs.filterState}
            placeholder={texts.common.all}
            value={state}
            onChange={(value) => setState(isState(value) ? value : null)}
            data={states}
          />
          <PauseMenu />
          <ListSwitch show="jobs" />
        </>
      }
    >
      <VirtualTable
        label={texts.runs.jobsTableLabel}
        list={list}
        columns={jobRunColumns}
        rowId={(job) => job.id}
        href={(job) => paths.jobRun(application, job.run, job.id)}
        empty={
          state === null ? (
            <EmptyNote
              icon={IconTimeline}
              title={texts.runs.jobsEmptyTitle}
              text={texts.runs.jobsEmptyText}
            />
          ) : (
            <EmptyNote
              icon={IconTimeline}
              title={texts.runs.jobsNoMatchTitle}
              text={texts.runs.noMatchText}
            />
          )
        }
      />
    </Page>
  );
}
