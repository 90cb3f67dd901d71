import type { Attempt } from '../../../contract/index.ts';
import { CodeBlock, JsonTree } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './Attempts.module.css';

/** What attempts left beside what stands in the table: each a line that opens. */
export function FormerAttempts({ attempts }: { attempts: Attempt[] }) {
  const words = texts.jobRun;
  return attempts.map(({ number, error, result, problem }) => {
    // A problem without a traceback is told in full above.
    const failed = error !== null && (error.traceback !== null || problem === null) ? error : null;
    if (failed === null && result === null) return null;
    return (
      <details key={number} className={styles.former}>
        <summary>
          {words.attempt(number)}:{' '}
          {failed === null ? words.formerResult : `${failed.type}: ${failed.message}`}
        </summary>
        {failed?.traceback != null && (
          <CodeBlock text={failed.traceback} label={`${words.traceback}, ${words.attempt(number)}`} />
        )}
        {result !== null && <JsonTree value={result} label={`${words.result}, ${words.attempt(number)}`} />}
      </details>
    );
  });
}
