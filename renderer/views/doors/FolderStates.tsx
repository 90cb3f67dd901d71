import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { WatchedFolderState } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { formatCount } from '../../format/index.ts';
import { IconFolderSearch } from '../../icons/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Ago, Answer, DataTable, EmptyNote, Section, StateBadge, type Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { doorTones } from './doorLooks.ts';
import styles from './FolderStates.module.css';
import { DoorProblem } from './DoorProblem.tsx';

const words = texts.doors.folders;

const columns: Omit<Column<WatchedFolderState>, 'width'>[] = [
  {
    id: 'folder',
    header: words.columnFolder,
    sortBy: (one) => one.path,
    cell: (one) => (
      <>
        <code className={styles.path}>{one.path}</code>
        <DoorProblem door={one} />
      </>
    ),
  },
  {
    id: 'state',
    header: words.columnState,
    sortBy: (one) => one.state,
    cell: (one) => <StateBadge plain tone={doorTones[one.state]} label={texts.doors.states[one.state]} />,
  },
  {
    id: 'waiting',
    header: words.columnWaiting,
    end: true,
    sortBy: (one) => one.waiting,
    cell: (one) => formatCount(one.waiting),
  },
  {
    id: 'looked',
    header: words.columnLooked,
    sortBy: (one) => one.lookedAt ?? 0,
    cell: (one) => (one.lookedAt === null ? words.never : <Ago at={one.lookedAt} />),
  },
];

/** The watched folders and how each of them is doing. */
export function FolderStates() {
  const application = useApplicationId();
  const list = useRoute('watched_folders.list', { application });
  return (
    <Section title={words.title}>
      <Answer query={list}>
        {(folders) =>
          folders.length === 0 ? (
            <EmptyNote icon={IconFolderSearch} title={words.emptyTitle} text={words.emptyText}>
              <Button component={Link} href={paths.doorSettings(application, 'folder')}>
                {texts.doors.addFolder}
              </Button>
            </EmptyNote>
          ) : (
            <DataTable label={words.title} rows={folders} columns={columns} rowId={(one) => one.id} />
          )
        }
      </Answer>
    </Section>
  );
}
