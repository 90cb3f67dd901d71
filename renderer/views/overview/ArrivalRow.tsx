import { Button } from '@mantine/core';
import type { Arrival } from '../../../contract/index.ts';
import { formatPersonName, formatWholeSeconds } from '../../format/index.ts';
import { PatientName, StateIcon } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { useNow } from '../../ticker/index.ts';
import styles from './Arrivals.module.css';
import { Ring } from './Ring.tsx';

interface ArrivalRowProps {
  arrival: Arrival;
  quietSeconds: number;
  onProcess: () => void;
}

/** One patient, study or series that is arriving, counting down to its completion. */
export function ArrivalRow({ arrival, quietSeconds, onProcess }: ArrivalRowProps) {
  const who = formatPersonName(arrival.PatientName) || arrival.PatientID;
  const counts = [
    texts.common.studies(arrival.studyCount),
    texts.common.series(arrival.seriesCount),
    texts.common.images(arrival.instanceCount),
  ];
  return (
    <li className={styles.row}>
      {arrival.state === 'collecting' ? (
        <Remaining dueAt={arrival.dueAt} quietSeconds={quietSeconds} />
      ) : (
        <StateIcon tone={arrival.problem === null ? 'running' : 'failed'} size={22} />
      )}
      <div className={styles.who}>
        <PatientName PatientName={arrival.PatientName} PatientID={arrival.PatientID} />
        <div className={styles.counts}>{counts.join(', ')}</div>
        {arrival.problem !== null && <div className={styles.problem}>{arrival.problem}</div>}
      </div>
      {arrival.state === 'collecting' ? (
        <>
          <Due dueAt={arrival.dueAt} />
          <Button variant="default" aria-label={texts.overview.processNowOf(who)} onClick={onProcess}>
            {texts.overview.processNow}
          </Button>
        </>
      ) : (
        <span className={styles.due}>{texts.overview.planning}</span>
      )}
    </li>
  );
}

function Remaining({ dueAt, quietSeconds }: { dueAt: number; quietSeconds: number }) {
  const now = useNow();
  return <Ring share={quietSeconds === 0 ? 0 : (dueAt - now) / 1000 / quietSeconds} />;
}

function Due({ dueAt }: { dueAt: number }) {
  const left = dueAt - useNow();
  return (
    <span className={styles.due} role="timer" aria-label={texts.overview.countdown}>
      {left < 1000 ? texts.overview.anyMoment : texts.overview.completeIn(formatWholeSeconds(left))}
    </span>
  );
}
