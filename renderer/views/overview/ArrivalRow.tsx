import { Button } from '@mantine/core';
import type { Arrival, CompletenessOptions } from '../../../contract/index.ts';
import { formatPersonName } from '../../format/index.ts';
import { StateIcon } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { ArrivalFacts } from './ArrivalFacts.tsx';
import styles from './Arrivals.module.css';
import { awaited } from './awaited.ts';
import { CancelPlanning } from './CancelPlanning.tsx';
import { Countdown, Remaining } from './Countdown.tsx';
import { WaitLonger } from './WaitLonger.tsx';

interface ArrivalRowProps {
  arrival: Arrival;
  afterMaximumWait: CompletenessOptions['afterMaximumWait'];
  onProcess: () => void;
}

/** One patient, study or series that is arriving, counting down to its completion. */
export function ArrivalRow({ arrival, afterMaximumWait, onProcess }: ArrivalRowProps) {
  const who = formatPersonName(arrival.PatientName) || arrival.PatientID;
  if (arrival.state !== 'collecting') {
    return (
      <li className={styles.row}>
        <StateIcon tone={arrival.problem === null ? 'running' : 'failed'} size={22} />
        <ArrivalFacts arrival={arrival} />
        <span className={styles.due}>{texts.overview.planning}</span>
        {arrival.state === 'complete' && <CancelPlanning arrival={arrival.id} who={who} />}
      </li>
    );
  }
  const next = awaited(arrival, afterMaximumWait);
  return (
    <li className={styles.row}>
      <Remaining awaited={next} />
      <ArrivalFacts arrival={arrival} />
      <Countdown awaited={next} />
      <WaitLonger arrival={arrival.id} who={who} />
      <Button variant="default" aria-label={texts.overview.processNowOf(who)} onClick={onProcess}>
        {texts.overview.processNow}
      </Button>
    </li>
  );
}
