import type { RunSummary } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import styles from './RunName.module.css';

/** The name of a run, and which version it is where the same was processed before. */
export function RunName({ run }: { run: Pick<RunSummary, 'number' | 'version'> }) {
  const { number, version } = run;
  return (
    <>
      {texts.common.runName(number)}
      {version > 1 && (
        <>
          <span className={styles.version} aria-hidden title={texts.run.versionHelp}>
            {texts.runs.version(version)}
          </span>
          <span className="unseen">{texts.runs.versionTold(version)}</span>
        </>
      )}
    </>
  );
}
