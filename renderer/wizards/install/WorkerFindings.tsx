import { useEffect, useEffectEvent } from 'react';
import { dockerErrorCodes } from '../../../contract/index.ts';
import type { EngineError, WorkerCheck } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Answer, ErrorNote, Findings, ListSkeleton } from '../../parts/index.ts';
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
  if (check.error === null || !isOfBase(check.error)) return <Looked check={check} onChecked={onChecked} />;
  return (
    <>
      <ErrorNote error={check.error} onRetry={() => void check.refetch()} />
      <p className={styles.note}>{texts.installWizard.look.withoutBase}</p>
      <WithoutBase folder={folder} onChecked={onChecked} />
    </>
  );
}

/** Docker, or the image that the worker begins with, cannot be had now: no fault of the worker. */
function isOfBase({ code }: EngineError): boolean {
  return dockerErrorCodes.some((one) => one === code);
}

/** The same without a look into the base image. */
function WithoutBase({ folder, onChecked }: WorkerFindingsProps) {
  const application = useApplicationId();
  const check = useRoute('workers.check', { application, path: folder, probe: false }, { keep: false });
  return <Looked check={check} onChecked={onChecked} />;
}

interface LookedProps extends Pick<WorkerFindingsProps, 'onChecked'> {
  check: { data: WorkerCheck | undefined; error: EngineError | null; refetch: () => unknown };
}

function Looked({ check, onChecked }: LookedProps) {
  const tell = useEffectEvent(onChecked);
  // What was found still counts on the page after this one.
  useEffect(() => {
    tell(check.data ?? null);
  }, [check.data]);
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
