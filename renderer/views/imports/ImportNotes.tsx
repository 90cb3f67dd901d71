import { IconFileCheck } from '../../icons/index.ts';
import type { ImportNote, ImportOutcome, Task } from '../../../contract/index.ts';
import { usePagedRoute } from '../../engine/index.ts';
import { OutcomeMark } from '../../importing/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { AskClear, WayTo } from '../../nextSteps/index.ts';
import { EmptyNote, VirtualTable, type Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ImportNotes.module.css';

const columns: Column<ImportNote>[] = [
  {
    id: 'file',
    header: texts.imports.columnFile,
    width: 'minmax(0, 1.6fr)',
    cell: (note) => (
      <span className={styles.path} title={note.path}>
        <bdi>{note.path}</bdi>
      </span>
    ),
  },
  {
    id: 'outcome',
    header: texts.imports.columnOutcome,
    width: '128px',
    cell: (note) => <OutcomeMark outcome={note.outcome} />,
  },
  {
    id: 'reason',
    header: texts.imports.columnReason,
    width: 'minmax(0, 1.4fr)',
    cell: (note) => <span title={note.reason}>{note.reason}</span>,
  },
];

interface ImportNotesProps {
  task: Pick<Task, 'id' | 'kind'>;
  /** Null: all. */
  outcome: ImportOutcome | null;
  /** Shows all. */
  onClear: () => void;
}

/** The files of an import that there is something to say about. */
export function ImportNotes({ task, outcome, onClear }: ImportNotesProps) {
  const application = useApplicationId();
  const whole = task.kind === 'import' ? texts.imports.noNotesText : texts.imports.noNotesOfTask;
  const list = usePagedRoute(
    'imports.notes',
    outcome === null ? { application, task: task.id } : { application, task: task.id, outcome },
  );
  return (
    <VirtualTable
      label={texts.imports.notesTitle}
      list={list}
      columns={columns}
      rowHeight={36}
      rowId={(note) => note.id}
      empty={
        <EmptyNote
          icon={IconFileCheck}
          title={texts.imports.noNotesTitle}
          text={outcome === null ? whole : texts.imports.noNotesOfOutcome}
        >
          {outcome === null ? (
            <WayTo href={paths.studies(application)} label={texts.nextSteps.studies} />
          ) : (
            <AskClear what="filter" onClear={onClear} />
          )}
        </EmptyNote>
      }
    />
  );
}
