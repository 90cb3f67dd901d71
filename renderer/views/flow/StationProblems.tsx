import { useState } from 'react';
import type { FlowJob } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import type { Station } from './flowGraph.ts';
import { JobProblems } from './JobProblems.tsx';
import styles from './FlowTable.module.css';

const words = texts.flow.card;

/** What is wrong with a station, in the table: the same as its card says. */
export function StationProblems({ station, problem }: { station: Station; problem: string }) {
  if (station.kind === 'job') return <LastProblems job={station.job} />;
  return problem === '' ? null : <span className={styles.problem}>{problem}</span>;
}

/** Those of a job are asked for when they are opened, since there may be many jobs; where some failed today, at once. */
function LastProblems({ job: { jobName, failed } }: { job: FlowJob }) {
  const [opened, setOpened] = useState<boolean | null>(null);
  const isOpen = opened ?? failed > 0;
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary className={styles.summary} aria-label={words.problemsOf(jobName)}>
        {words.problems}
      </summary>
      {isOpen && <Asked jobName={jobName} />}
    </details>
  );
}

function Asked({ jobName }: { jobName: string }) {
  const application = useApplicationId();
  const { data } = useRoute('flow.job', { application, jobName });
  if (data === undefined) return null;
  return data.problems.length === 0 ? <p>{words.noProblems}</p> : <JobProblems problems={data.problems} />;
}
