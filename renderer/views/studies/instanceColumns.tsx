import type { InstanceSummary } from '../../../contract/index.ts';
import { formatBytes, formatDateTime } from '../../format/index.ts';
import type { Column } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './instanceColumns.module.css';

/** What a list says of instances. */
export const instanceColumns: Column<InstanceSummary>[] = [
  {
    id: 'number',
    header: texts.studies.columnInstance,
    width: '130px',
    cell: (one) => texts.studies.instanceName(one.InstanceNumber),
  },
  {
    id: 'uid',
    header: texts.studies.columnUid,
    width: 'minmax(0, 1fr)',
    cell: (one) => <span className={styles.uid}>{one.SOPInstanceUID}</span>,
  },
  {
    id: 'size',
    header: texts.studies.columnSize,
    width: '90px',
    end: true,
    cell: (one) => formatBytes(one.size),
  },
  {
    id: 'received',
    header: texts.studies.columnArrived,
    width: '150px',
    wideOnly: true,
    cell: (one) => formatDateTime(one.receivedAt),
  },
];
