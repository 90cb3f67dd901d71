import type { ProcessedJob } from '../../contract/index.ts';
import { formatBytes } from '../format/index.ts';
import { texts } from '../texts/index.ts';
import styles from './studyWork.module.css';

/** What a job returned, or why it returned nothing. */
export function JobResult({ job }: { job: ProcessedJob }) {
  const words = texts.studyWork;
  if (job.problem !== null) return <span>{job.problem}</span>;
  if (job.state === 'running' && job.percent !== null) return <span>{Math.round(job.percent)} %</span>;
  if (job.resultBytes === 0 || (job.result === null && job.resultBytes <= 4)) return texts.common.none;
  if (job.result === null)
    return <span className={styles.quiet}>{words.longResult(formatBytes(job.resultBytes))}</span>;
  const text = typeof job.result === 'string' && job.resultIsRepr ? job.result : JSON.stringify(job.result);
  return (
    <code className={styles.value} title={text}>
      {text}
    </code>
  );
}
