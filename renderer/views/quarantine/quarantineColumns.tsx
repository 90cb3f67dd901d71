import type { Quarantined } from '../../../contract/index.ts';
import { chosenColumn, type ChosenRows } from '../../choosing/index.ts';
import { formatBytes } from '../../format/index.ts';
import { Ago, StateBadge, type Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './QuarantineView.module.css';
import { reasonTones } from './reasons.ts';
import { whatItIs } from './whatItIs.ts';

const words = texts.quarantine;

/** Columns of the list; the first holds the box by which a row is chosen. */
export function quarantineColumns(chosen: ChosenRows): Column<Quarantined>[] {
  return [
    chosenColumn<Quarantined>(chosen, (row) => row.id, whatItIs),
    {
      id: 'what',
      header: words.columnWhat,
      width: 'minmax(0, 0.9fr)',
      cell: (row) => <span className={styles.what}>{whatItIs(row)}</span>,
    },
    {
      id: 'reason',
      header: words.columnReason,
      width: '128px',
      cell: (row) => <StateBadge plain tone={reasonTones[row.reason]} label={words.reasons[row.reason]} />,
    },
    {
      id: 'message',
      header: words.columnMessage,
      width: 'minmax(0, 1.6fr)',
      cell: (row) => <span title={row.message}>{row.message}</span>,
    },
    {
      id: 'origin',
      header: words.columnOrigin,
      width: 'minmax(0, 0.9fr)',
      cell: (row) => (
        <span className={styles.origin} title={row.sender}>
          <span>{row.door === null ? words.notKnown : texts.doors.names[row.door]}</span>
          <span className={styles.sender}>{row.sender}</span>
        </span>
      ),
    },
    {
      id: 'size',
      header: words.columnSize,
      width: '66px',
      end: true,
      wideOnly: true,
      cell: (row) => formatBytes(row.size),
    },
    { id: 'when', header: words.columnWhen, width: '112px', cell: (row) => <Ago at={row.lastAt} /> },
  ];
}
