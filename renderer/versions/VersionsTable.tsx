import { Button } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { Ago, DataTable, StateBadge } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './Versions.module.css';

interface Version {
  number: number;
  isCurrent: boolean;
  at: number;
  /** Its files are there, so that it can be put back. */
  isKept: boolean;
}

type Columns<Row> = ComponentProps<typeof DataTable<Row>>['columns'];

interface VersionsTableProps<Row extends Version> {
  /** What has the versions. */
  name: string;
  versions: Row[];
  /** Beside the number. */
  mark?: (version: Row) => ReactNode;
  /** How it came. */
  how?: Columns<Row>;
  origin: (version: Row) => ReactNode;
  /** What was done with it. */
  uses?: Columns<Row>;
  /** A person wants to go back to one. */
  onBack: (number: number) => void;
}

/** The versions of something, newest first: where they came from, and the way back to each. */
export function VersionsTable<Row extends Version>(props: VersionsTableProps<Row>) {
  const { name, versions, mark, how = [], origin, uses = [], onBack } = props;
  const words = texts.service.versions;
  return (
    <DataTable
      label={words.table(name)}
      rows={versions}
      rowId={({ number }) => String(number)}
      columns={[
        {
          id: 'number',
          header: words.columnNumber,
          width: '190px',
          cell: (one) => (
            <span className={styles.number}>
              <strong>{one.number}</strong>
              {mark?.(one)}
              {one.isCurrent && <StateBadge tone="succeeded" label={words.current} />}
            </span>
          ),
        },
        ...how,
        {
          id: 'from',
          header: words.columnFrom,
          cell: (one) => <span className={styles.origin}>{origin(one)}</span>,
        },
        { id: 'at', header: words.columnAt, width: '110px', cell: ({ at }) => <Ago at={at} /> },
        ...uses,
        {
          id: 'actions',
          header: words.columnActions,
          width: '112px',
          end: true,
          cell: (one) => <Back version={one} onBack={onBack} />,
        },
      ]}
    />
  );
}

interface BackProps {
  version: Version;
  onBack: (number: number) => void;
}

function Back({ version: { number, isCurrent, isKept }, onBack }: BackProps) {
  const words = texts.service.versions;
  if (isCurrent) return null;
  if (!isKept) return <span className={styles.lead}>{words.notKept}</span>;
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={words.rollBackTo(number)}
      onClick={() => onBack(number)}
    >
      {words.rollBack}…
    </Button>
  );
}
