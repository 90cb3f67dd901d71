import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ServiceDetail, ServiceVersion } from '../../../../contract/index.ts';
import { useRoute } from '../../../engine/index.ts';
import { formatCount } from '../../../format/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { Ago, Answer, CopyButton, DataTable, StateBadge } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { RollBackDialog } from './RollBackDialog.tsx';
import styles from './Versions.module.css';

/** Characters of a hash that tell versions apart. */
const hashLength = 12;

/** Every version of a service that was used: where it came from, what ran with it, and the way back to it. */
export function VersionsTab({ service: { name } }: { service: ServiceDetail }) {
  const application = useApplicationId();
  const words = texts.service.versions;
  const versions = useRoute('services.versions', { application, name });
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <div className={styles.tab}>
      <p className={styles.lead}>{words.lead}</p>
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
                width: '190px',
                cell: (one) => <Number version={one} />,
              },
              { id: 'how', header: words.columnHow, width: '130px', cell: ({ how }) => words.how[how] },
              { id: 'from', header: words.columnFrom, cell: (one) => <From version={one} /> },
              { id: 'at', header: words.columnAt, width: '110px', cell: ({ at }) => <Ago at={at} /> },
              {
                id: 'runs',
                header: words.columnRuns,
                width: '82px',
                end: true,
                cell: ({ jobRuns }) => formatCount(jobRuns),
              },
              {
                id: 'actions',
                header: words.columnActions,
                width: '112px',
                end: true,
                cell: (one) => <Back version={one} onChoose={setChosen} />,
              },
            ]}
          />
        )}
      </Answer>
      {chosen !== null && <RollBackDialog service={name} number={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

function Number({ version: { number, version, isCurrent } }: { version: ServiceVersion }) {
  const words = texts.service.versions;
  return (
    <span className={styles.number}>
      <strong>{number}</strong>
      <code title={version}>{version.slice(0, hashLength)}</code>
      {isCurrent ? (
        <StateBadge tone="succeeded" label={words.current} />
      ) : (
        <CopyButton text={version} label={`${texts.common.copy}: ${texts.services.version} ${number}`} />
      )}
    </span>
  );
}

function From({ version: { origin } }: { version: ServiceVersion }) {
  const words = texts.service.versions;
  if (origin === null) return words.unknownOrigin;
  const { url, path, ref, commit, subfolder } = origin;
  return (
    <span className={styles.from}>
      <code>{url ?? path ?? ''}</code>
      {[subfolder, ref].some((part) => part !== null && part !== '') && (
        <span>{[subfolder, ref].filter((part) => part !== null && part !== '').join(', ')}</span>
      )}
      {commit !== null && (
        <span title={commit}>
          {words.commit} <code>{commit.slice(0, hashLength)}</code>
        </span>
      )}
    </span>
  );
}

interface BackProps {
  version: ServiceVersion;
  onChoose: (number: number) => void;
}

function Back({ version: { number, isCurrent, isKept }, onChoose }: BackProps) {
  const words = texts.service.versions;
  if (isCurrent) return null;
  if (!isKept) return <span className={styles.lead}>{words.notKept}</span>;
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-label={words.rollBackTo(number)}
      onClick={() => onChoose(number)}
    >
      {words.rollBack}…
    </Button>
  );
}
