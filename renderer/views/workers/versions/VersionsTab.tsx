import { useState } from 'react';
import type { WorkerDetail } from '../../../../contract/index.ts';
import { useRoute } from '../../../engine/index.ts';
import { useApplicationId } from '../../../navigation/index.ts';
import { Answer } from '../../../parts/index.ts';
import { texts } from '../../../texts/index.ts';
import { VersionsTable } from '../../../versions/index.ts';
import { RollBackDialog } from './RollBackDialog.tsx';
import styles from './Versions.module.css';

/** The versions of a worker's folder: where they came from, and the ways back to them. */
export function VersionsTab({ worker: { name } }: { worker: WorkerDetail }) {
  const application = useApplicationId();
  const versions = useRoute('workers.versions', { application, worker: name });
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <div className={styles.tab}>
      <p className={styles.lead}>{texts.workerVersions.lead}</p>
      <Answer query={versions}>
        {(list) => (
          <VersionsTable
            name={name}
            versions={list.map(({ number, origin, installedAt, isInstalled }) => ({
              number,
              origin,
              at: installedAt,
              isCurrent: isInstalled,
              isKept: true,
            }))}
            origin={({ origin }) => <code>{origin}</code>}
            onBack={setChosen}
          />
        )}
      </Answer>
      {chosen !== null && <RollBackDialog worker={name} number={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}
