import { useMemo } from 'react';
import { runStateSchema, type RunSummary } from '../../../contract/index.ts';
import { chosenColumn, useChosenRows } from '../../choosing/index.ts';
import { PauseMenu } from '../../control/index.ts';
import { usePagedRoute, useRoute } from '../../engine/index.ts';
import { IconTimeline } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { AskClear, ImportSteps } from '../../nextSteps/index.ts';
import { EmptyNote, Page, runTones, VirtualTable } from '../../parts/index.ts';
import { runColumns } from '../../runRows/index.ts';
import { texts } from '../../texts/index.ts';
import { ExportMenu } from './ExportMenu.tsx';
import { isEmpty, toRequest } from './listFilter.ts';
import { ListHead } from './ListHead.tsx';
import { ListSwitch } from './ListSwitch.tsx';
import { SavedFilters } from './SavedFilters.tsx';
import { useListFilter } from './useListFilter.ts';

const states = runStateSchema.options.map((state) => ({
  state,
  label: texts.common.runStates[state],
  tone: runTones[state],
}));

/** All runs, newest first, under the filter in its address. */
export function RunsView() {
  const application = useApplicationId();
  const used = useListFilter('runs');
  const filter = useMemo(() => toRequest('runs', used.filter), [used.filter]);
  const { states: _states, ...rest } = filter;
  const list = usePagedRoute('runs.list', { application, ...filter });
  const counts = useRoute('runs.counts', { application, filter: rest }).data;
  const shown = list.outdated ? [] : list.rows.map(({ id }) => id);
  const chosen = useChosenRows({ shown, of: JSON.stringify(filter), hasMore: list.hasMore });

  // Not drawn again with each change of the list.
  const of = useMemo(() => ({ list: 'runs', filter }) as const, [filter]);
  const actions = useMemo(
    () => (
      <>
        <SavedFilters of={of} filter={used.filter} onChoose={used.replace} />
        <ExportMenu of={of} />
        <PauseMenu />
        <ListSwitch show="runs" />
      </>
    ),
    [of, used],
  );

  return (
    <Page
      fills
      title={texts.runs.title}
      description={counts === undefined ? '' : texts.runs.total(counts.total, counts.isExact)}
      actions={actions}
    >
      <ListHead
        used={used}
        states={states}
        counts={counts}
        chosen={chosen}
        shown={shown}
        of={of}
        choiceOf={(runs) => ({ runs })}
      />
      <VirtualTable
        label={texts.runs.tableLabel}
        list={list}
        columns={[
          chosenColumn<RunSummary>(
            chosen,
            (run) => run.id,
            (run) => texts.common.runName(run.number),
          ),
          ...Object.values(runColumns),
        ]}
        rowId={(run) => run.id}
        href={(run) => paths.run(application, run.id)}
        empty={
          isEmpty(used.filter) ? (
            <EmptyNote icon={IconTimeline} title={texts.runs.emptyTitle} text={texts.runs.emptyText}>
              <ImportSteps withDoors />
            </EmptyNote>
          ) : (
            <EmptyNote icon={IconTimeline} title={texts.runs.noMatchTitle} text={texts.runs.noMatchText}>
              <AskClear what="filter" onClear={() => used.replace({})} />
            </EmptyNote>
          )
        }
      />
    </Page>
  );
}
