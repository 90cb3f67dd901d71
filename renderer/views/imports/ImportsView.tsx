import { IconFileImport } from '../../icons/index.ts';
import type { Task } from '../../../contract/index.ts';
import { usePagedRoute } from '../../engine/index.ts';
import { formatBytes } from '../../format/index.ts';
import { resultInWords, taskShare } from '../../importing/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { ImportSteps } from '../../nextSteps/index.ts';
import {
  Ago,
  EmptyNote,
  Page,
  ProgressBar,
  StateBadge,
  taskTones,
  VirtualTable,
  type Column,
} from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

const columns: Column<Task>[] = [
  { id: 'what', header: texts.imports.columnWhat, width: 'minmax(0, 1.2fr)', cell: (task) => task.title },
  {
    id: 'state',
    header: texts.imports.columnState,
    width: '130px',
    cell: (task) =>
      task.state === 'running' ? (
        <ProgressBar label={texts.imports.progressLabel(task.kind, task.title)} share={taskShare(task)} />
      ) : (
        <StateBadge tone={taskTones[task.state]} label={texts.common.taskStates[task.state]} plain />
      ),
  },
  {
    id: 'result',
    header: texts.imports.columnResult,
    width: 'minmax(0, 2fr)',
    cell: (task) => task.problem ?? resultInWords(task),
  },
  {
    id: 'size',
    header: texts.imports.columnSize,
    width: '80px',
    end: true,
    cell: (task) => formatBytes(task.bytes),
  },
  {
    id: 'started',
    header: texts.imports.columnStarted,
    width: '130px',
    cell: (task) => <Ago at={task.createdAt} />,
  },
];

/** All imports, newest first. */
export function ImportsView() {
  const application = useApplicationId();
  const list = usePagedRoute('tasks.list', { application });
  const none = !list.loading && list.error === null && list.rows.length === 0;
  return (
    <Page
      fills
      title={texts.imports.title}
      description={texts.imports.lead}
      actions={none ? undefined : <ImportSteps isQuiet />}
    >
      <VirtualTable
        label={texts.imports.title}
        list={list}
        columns={columns}
        rowId={(task) => task.id}
        href={(task) => paths.importTask(application, task.id)}
        empty={
          <EmptyNote icon={IconFileImport} title={texts.imports.emptyTitle} text={texts.imports.emptyText}>
            <ImportSteps withDoors />
          </EmptyNote>
        }
      />
    </Page>
  );
}
