import { Link } from 'wouter';
import type { FlowJobDetail } from '../../../contract/index.ts';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { Ago } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './JobProblems.module.css';

const words = texts.flow.card;

/** The last job runs that failed, and why: each leads to it. */
export function JobProblems({ problems }: Pick<FlowJobDetail, 'problems'>) {
  const application = useApplicationId();
  return (
    <ul className={styles.problems}>
      {problems.map(({ run, jobRun, at, state, message }) => (
        <li key={jobRun}>
          <Link href={paths.jobRun(application, run, jobRun)}>
            {message || (state === 'timed-out' ? words.timedOut : words.noMessage)}
          </Link>{' '}
          <Ago at={at} />
        </li>
      ))}
    </ul>
  );
}
