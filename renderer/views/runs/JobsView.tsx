import { Button, Select } from '@mantine/core';
import { IconTimeline } from '../../icons/index.ts';
import { useState } from 'react';
import type { JobRunState } from '../../../contract/index.ts';
import { PauseMenu } from '../../control/index.ts';
import { Link } from 'wouter';
import { usePagedRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { EmptyNote, Page, VirtualTable } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { jobRunColumns } from './jobRunColumns.tsx';
import { ListSwitch } from './ListSwitch.tsx';

const states = Object.entries(texts.common.jobRunStates).map(([value, label]) => ({ value, label }));
const isState = (value: string | null): value is JobRunState =>
  value !== null && Object.hasOwn(texts.common.jobRunStates, value);

/**
 * The jobs of all runs, newest run first.
 * @param jobName only those of this name; null: all
 */
export function JobsView({ jobName }: { jobName: string | null }) {
  const application = useApplicationId();
  const [state, setState] = useState<JobRunState | null>(null);
  const list = usePagedRoute('job_runs.list', {
    application,
    ...(state === null ? {} : { states: [state] }),
    ...(jobName === null ? {} : { jobName }),
  });

  return (
    <Page
      fills
      title={jobName === null ? texts.runs.jobsTitle : texts.flow.jobsOf(jobName)}
      windowTitle={texts.runs.jobsTitle}
      description={texts.runs.jobsTotal(list.total)}
      actions={
        <>
          {jobName !== null && (
            <Button component={Link} href={paths.jobs(application)} size="xs" variant="default">
              {texts.flow.allJobs}
            </Button>
          )}
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
