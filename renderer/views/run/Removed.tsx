import type { RemovedPart } from '../../../contract/index.ts';
import { formatBytes } from '../../format/index.ts';
import { Ago } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './notes.module.css';

/** What was removed of the run's folder for its age or size. */
export function Removed({ parts }: { parts: readonly RemovedPart[] }) {
  return (
    <>
      {parts.map(({ part, at, bytes, message, problem }) => (
        <p key={part} className={styles.note}>
          {texts.upkeep.removedOfRun(part, formatBytes(bytes))} <Ago at={at} />. {message}
          {problem !== null && ` ${texts.upkeep.notYet(problem)}`}
        </p>
      ))}
    </>
  );
}
