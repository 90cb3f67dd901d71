import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { WorkerDetail, WorkerVersion } from '../../../../contract/index.ts';
import { useRoute } from '../../../engine/index.ts';
import { paths, useApplicationId } from '../../../navigation/index.ts';
import { Ago, Answer, DataTable, StateBadge } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { ChangeDialog, type Change } from './ChangeDialog.tsx';
import styles from './Versions.module.css';

/** Folders of this machine, on any system; other origins are addresses. */
const isFolder = (origin: string) => /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(origin);

/** The versions of a worker's folder: where they came from, what changed, and the ways to another one. */
export function VersionsTab({ worker: { name, origin } }: { worker: WorkerDetail }) {
  const application = useApplicationId();
  const words = texts.workerVersions;
  const versions = useRoute('workers.versions', { application, worker: name });
  const [change, setChange] = useState<Change | null>(null);
  return (
    <div className={styles.tab}>
      <div className={styles.from}>
        <p className={styles.lead}>{words.lead}</p>
        {isFolder(origin) && (
          <Button variant="default" size="sm" onClick={() => setChange({ to: 'folder', folder: origin })}>
            {words.update}…
          </Button>
        )}
        <Button component={Link} href={paths.installWorker(application)} variant="default" size="sm">
          {words.elsewhere}…
        </Button>
      </div>
      <Answer query={versions}>
        {(list) => (
          <DataTable
            label={words.table(name)}
            rows={list}
            rowId={({ number }) => String(number)}
            columns={[
              {
                id: 'number',
                header: words.columnNumber,
                width: '150px',
                cell: (one) => <Number version={one} />,
              },
              {
                id: 'from',
                header: words.columnFrom,
                cell: (one) => <code className={styles.origin}>{one.origin}</code>,
              },
              {
                id: 'at',
                header: words.columnAt,
                width: '120px',
                cell: ({ installedAt }) => <Ago at={installedAt} />,
              },
              {
                id: 'actions',
                header: words.columnActions,
                width: '112px',
                end: true,
                cell: ({ number, isInstalled }) =>
                  isInstalled ? null : (
                    <Button
                      variant="default"
                      size="compact-sm"
                      aria-label={words.rollBackTo(number)}
                      onClick={() => setChange({ to: 'version', number })}
                    >
                      {words.rollBack}…
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Answer>
      {change !== null && <ChangeDialog worker={name} change={change} onClose={() => setChange(null)} />}
    </div>
  );
}

function Number({ version: { number, isInstalled } }: { version: WorkerVersion }) {
  return (
    <span className={styles.number}>
      <strong>{number}</strong>
      {isInstalled && <StateBadge tone="succeeded" label={texts.workerVersions.current} />}
    </span>
  );
}
