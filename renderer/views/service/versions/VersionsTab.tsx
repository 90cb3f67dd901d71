import { useState } from 'react';
import type { ServiceDetail, ServiceVersion } from '../../../../contract/index.ts';
import { useRoute } from '../../../engine/index.ts';
import { formatCount } from '../../../format/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { Answer, CopyButton } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { VersionsTable } from '../../../versions/index.ts';
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
          <VersionsTable
            name={name}
            versions={list}
            mark={(one) => <Hash version={one} />}
            how={[{ id: 'how', header: words.columnHow, width: '130px', cell: ({ how }) => words.how[how] }]}
            origin={(one) => <From version={one} />}
            uses={[
              {
                id: 'runs',
                header: words.columnRuns,
                width: '82px',
                end: true,
                cell: ({ jobRuns }) => formatCount(jobRuns),
              },
            ]}
            onBack={setChosen}
          />
        )}
      </Answer>
      {chosen !== null && <RollBackDialog service={name} number={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

function Hash({ version: { number, version, isCurrent } }: { version: ServiceVersion }) {
  return (
    <>
      <code title={version}>{version.slice(0, hashLength)}</code>
      {!isCurrent && (
        <CopyButton text={version} label={`${texts.common.copy}: ${texts.services.version} ${number}`} />
      )}
    </>
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
