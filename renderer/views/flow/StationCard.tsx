import { useRoute } from '../../engine/index.ts';
import { formatDuration } from '../../format/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { Ago } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import type { FlowJob } from '../../../contract/index.ts';
import type { StationWords } from './describeStation.ts';
import { JobProblems } from './JobProblems.tsx';
import styles from './StationCard.module.css';
import type { Station } from './flowGraph.ts';

const words = texts.flow.card;

/** What a station is, and how it does: shown while it is pointed at or has the focus. */
export function StationCard({ station, words: said }: { station: Station; words: StationWords }) {
  return (
    <>
      <strong className={styles.name}>{said.name}</strong>
      <p>{said.about}</p>
      {said.problem !== '' && <p className={styles.problem}>{said.problem}</p>}
      <p>{[said.now, said.today].filter((text) => text !== '').join(' · ')}</p>
      {station.kind === 'job' && <JobFacts job={station.job} />}
    </>
  );
}

function JobFacts({ job: { jobName, p50Ms, p95Ms } }: { job: FlowJob }) {
  const application = useApplicationId();
  const { data } = useRoute('flow.job', { application, jobName });
  const times = [
    [words.p50, p50Ms],
    [words.p95, p95Ms],
  ] as const;
  return (
    <>
      <dl className={styles.facts}>
        {times.map(
          ([name, ms]) =>
            ms !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{formatDuration(ms)}</dd>
              </div>
            ),
        )}
        {data !== undefined && (
          <div>
            <dt>{words.oldest}</dt>
            <dd>{data.oldestAt === null ? words.oldestNone : <Ago at={data.oldestAt} />}</dd>
          </div>
        )}
      </dl>
      {data !== undefined && (
        <>
          <strong className={styles.head}>
            {data.problems.length === 0 ? words.noProblems : words.problems}
          </strong>
          <JobProblems problems={data.problems} />
        </>
      )}
    </>
  );
}
