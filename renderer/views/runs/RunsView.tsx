import { SegmentedControl } from '@mantine/core';
import { IconTimeline } from '../../icons/index.ts';
import { useState } from 'react';
import type { RunState } from '../../../contract/index.ts';
import { PauseMenu } from '../../control/index.ts';
import { usePagedRoute } from '../../engine/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { EmptyNote, Page, VirtualTable } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ListSwitch } from './ListSwitch.tsx';
import { runColumns } from '../../runRows/index.ts';

const states: RunState[] = ['active', 'succeeded', 'failed', 'filtered-out', 'replaced'];

/** All runs, newest first. */
export function RunsView() {
  const application = useApplicationId();
  const [state, setState] = useState<RunState | null>(null);
  const list = usePagedRoute('runs.list', state === null ? { application } : { application, states: [state] });

  return (
    <Page
      fills
      title={texts.runs.title}
      description={texts.runs.total(list.total)}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={texts.runs.filterState}
            value={state ?? ''}
            onChange={(value) => setState(states.find((one) => one === value) ?? null)}
            data={[
              { value: '', label: texts.common.all },
              ...states.map((one) => ({ value: one, label: texts.common.runStates[one] })),
            ]}
          />
          <PauseMenu />
          <ListSwitch show="runs" />
        </>
      }
    >
      <VirtualTable
        label={texts.runs.tableLabel}
        list={list}
        columns={Object.values(runColumns)}
        rowId={(run) => run.id}
        href={(run) => paths.run(application, run.id)}
        empty={
          state === null ? (
            <EmptyNote icon={IconTimeline} title={texts.runs.emptyTitle} text={texts.runs.emptyText} />
          ) : (
            <EmptyNote icon={IconTimeline} title={texts.runs.noMatchTitle} text={texts.runs.noMatchText} />
          )
        }
      />
    </Page>
  );
}
