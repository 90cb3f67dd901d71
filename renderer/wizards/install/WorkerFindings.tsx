import { useEffect, useEffectEvent } from 'react';
import type { WorkerCheck } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, Findings, ListSkeleton } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { CheckedWorker } from '../../views/workers/index.ts';
import styles from './Install.module.css';

interface WorkerFindingsProps {
  folder: string;
  /** Null while it is being looked at. */
  onChecked: (check: WorkerCheck | null) => void;
}

/** What a worker folder holds, what was noticed, and what would be built of it. */
export function WorkerFindings({ folder, onChecked }: WorkerFindingsProps) {
  const application = useApplicationId();
  // Whoever comes back has changed something in it.
  const check = useRoute('workers.check', { application, path: folder }, { keep: false });
  const tell = useEffectEvent(onChecked);
  // What was found still counts on the page after this one.
  useEffect(() => tell(check.data ?? null), [check.data]);
  return (
    <Answer
      query={check}
      waiting={
        <>
          <output className={styles.note}>{texts.workers.checking}</output>
          <ListSkeleton rows={4} />
        </>
      }
    >
      {({ workers, findings }) => (
        <>
          {findings.length === 0 ? (
            <p className={styles.note}>{texts.drafting.noFindings}</p>
          ) : (
            <Findings findings={findings} />
          )}
          {workers.map((worker) => (
            <CheckedWorker key={worker.name} worker={worker} />
          ))}
        </>
      )}
    </Answer>
  );
}
