import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { DiskPart, DiskUse } from '../../../contract/index.ts';
import { formatBytes } from '../../format/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { DataTable } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './DiskUseView.module.css';

/** What retention removes. */
const cleanable: ReadonlySet<DiskPart> = new Set(['inputs', 'results', 'logs', 'trials']);

interface PartTableProps {
  parts: DiskUse['parts'];
  onCleanUp: () => void;
}

/** What takes how much, how much it grows, and the way to less of it. */
export function PartTable({ parts, onCleanUp }: PartTableProps) {
  const words = texts.diskUse;
  const largest = Math.max(1, ...parts.map(({ bytes }) => bytes));
  return (
    <DataTable
      label={words.tableLabel}
      rows={parts}
      rowId={({ part }) => part}
      columns={[
        { id: 'part', header: words.columnPart, cell: ({ part }) => words.parts[part] },
        {
          id: 'bytes',
          header: words.columnBytes,
          width: '240px',
          sortBy: ({ bytes }) => bytes,
          cell: ({ bytes, isAtLeast }) => (
            <span className={styles.amount}>
              <span className={styles.track} aria-hidden>
                <span className={styles.fill} style={{ width: `${(bytes / largest) * 100}%` }} />
              </span>
              <span>{isAtLeast ? words.atLeast(formatBytes(bytes)) : formatBytes(bytes)}</span>
            </span>
          ),
        },
        {
          id: 'growth',
          header: words.columnGrowth,
          width: '120px',
          end: true,
          cell: ({ bytesPerWeek }) => growthInWords(bytesPerWeek),
        },
        {
          id: 'way',
          header: words.columnWay,
          width: '190px',
          cell: ({ part }) => <Way part={part} onCleanUp={onCleanUp} />,
        },
      ]}
    />
  );
}

function growthInWords(bytesPerWeek: number | null): string {
  const words = texts.diskUse;
  if (bytesPerWeek === null) return words.growthUnknown;
  const bytes = formatBytes(Math.abs(Math.round(bytesPerWeek)));
  return bytesPerWeek < 0 ? words.shrinks(bytes) : words.grows(bytes);
}

/** One click from what takes space to what frees it. */
function Way({ part, onCleanUp }: { part: DiskPart; onCleanUp: () => void }) {
  const words = texts.diskUse.ways;
  const application = useApplicationId();
  const button = { variant: 'subtle', size: 'compact-xs' } as const;
  const pages: Partial<Record<DiskPart, readonly [label: string, href: string]>> = {
    archive: [words.archive, paths.studies(application)],
    quarantine: [words.quarantine, paths.quarantine(application)],
    services: [words.services, paths.services(application)],
    workers: [words.workers, paths.workers(application)],
    images: [words.workers, paths.workers(application)],
  };
  const page = pages[part];
  if (page !== undefined) {
    return (
      <Button {...button} component={Link} href={page[1]}>
        {page[0]}
      </Button>
    );
  }
  if (!cleanable.has(part)) return texts.common.none;
  return (
    <Button {...button} onClick={onCleanUp}>
      {words.runs}
    </Button>
  );
}
