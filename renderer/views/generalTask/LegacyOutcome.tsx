import { useRoute } from '../../engine/index.ts';
import { Answer, KeyValues } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { Open } from './CopyOutcome.tsx';
import { LeftList } from './LeftList.tsx';
import styles from './GeneralTaskView.module.css';

/** What was brought over from the old tool, and what was not. */
export function LegacyOutcome({ task }: { task: string }) {
  const words = texts.generalTask;
  const result = useRoute('legacy.result', { task });
  const listed = (names: readonly string[]) => (names.length === 0 ? texts.common.none : names.join(', '));
  return (
    <Answer query={result}>
      {({ application, services, workers, peers, left }) => (
        <>
          <KeyValues
            pairs={[
              [texts.legacyWizard.services, listed(services)],
              [texts.legacyWizard.workers, listed(workers)],
              [texts.legacyWizard.peers, listed(peers)],
            ]}
          />
          {left.length > 0 && (
            <>
              <h2 className={styles.heading}>{texts.legacyWizard.left(left.length)}</h2>
              <LeftList left={left} />
            </>
          )}
          {application !== null && (
            <>
              <p className={styles.what}>{words.isStopped}</p>
              <Open application={application.id} />
            </>
          )}
        </>
      )}
    </Answer>
  );
}
