import type { Arrival } from '../../../contract/index.ts';
import { IconAlertTriangle, IconClock } from '../../icons/index.ts';
import { PatientName } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Arrivals.module.css';
import { firstFew } from './firstFew.ts';

const mostSenders = 3;
const mostMissing = 4;

/** Who is arriving, how much of it, from where, what is missing and what is odd. */
export function ArrivalFacts({ arrival }: { arrival: Arrival }) {
  const { senders, missing, warnings, problem, putAside, version } = arrival;
  const from = firstFew(senders, mostSenders);
  const lacking = firstFew(missing, mostMissing);
  const facts = [
    texts.common.studies(arrival.studyCount),
    texts.common.series(arrival.seriesCount),
    texts.common.images(arrival.instanceCount),
  ];
  return (
    <div className={styles.who}>
      <PatientName PatientName={arrival.PatientName} PatientID={arrival.PatientID} />
      {version > 1 && <span className={styles.version}>{texts.run.version(version)}</span>}
      <div className={styles.counts}>
        {facts.join(', ')}
        {senders.length > 0 && ` ${texts.overview.from(from.shown, from.more)}`}
      </div>
      {putAside !== null && <div className={styles.reason}>{putAside.message}</div>}
      {missing.length > 0 && putAside === null && (
        <ul className={styles.missing} aria-label={texts.overview.missing}>
          {lacking.shown.map(({ code, message }) => (
            <li key={`${code} ${message}`}>
              <IconClock size={14} aria-hidden /> {message}
            </li>
          ))}
          {lacking.more > 0 && <li>{texts.overview.moreMissing(lacking.more)}</li>}
        </ul>
      )}
      {warnings.map(({ code, message }) => (
        <div key={`${code} ${message}`} className={styles.warning}>
          <IconAlertTriangle size={14} aria-hidden /> {message}
        </div>
      ))}
      {problem !== null && <div className={styles.problem}>{problem}</div>}
    </div>
  );
}
