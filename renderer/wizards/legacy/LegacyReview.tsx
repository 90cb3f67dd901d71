import type { Finding, LegacyApplication } from '../../../contract/index.ts';
import { Findings, KeyValues } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import { LeftList } from '../../views/generalTask/index.ts';
import { Review } from '../frame/index.ts';
import { commandOf } from './command.ts';
import { importInput, type LegacyValues } from './legacyValues.ts';
import styles from './LegacyWizard.module.css';

interface LegacyReviewProps {
  values: LegacyValues;
  old: LegacyApplication;
  folder: string | null;
  findings: Finding[];
}

/** What is brought over, and what is not. */
export function LegacyReview({ values, old, folder, findings }: LegacyReviewProps) {
  const words = texts.legacyWizard;
  const input = importInput(values, old);
  const listed = (names: readonly string[] | undefined) =>
    names === undefined || names.length === 0 ? texts.common.none : names.join(', ');
  return (
    <Review commands={[commandOf(values, old)]}>
      <KeyValues
        pairs={[
          [words.from, `${old.name}, ${old.folder}`],
          [texts.applicationWizard.name, input.name],
          [texts.applicationWizard.ownFolder, <code key="folder">{folder ?? texts.common.none}</code>],
          [words.services, listed(input.services)],
          [words.workers, listed(input.workers)],
          [words.peers, values.peers ? listed(old.peers) : texts.common.none],
        ]}
      />
      <details className={styles.more}>
        <summary>{words.settings(old.settings.length)}</summary>
        <KeyValues pairs={old.settings.map(({ option, value, from }) => [option, `${value} (${from})`])} />
      </details>
      {old.left.length > 0 && (
        <details className={styles.more}>
          <summary>{words.left(old.left.length)}</summary>
          <LeftList left={old.left} />
        </details>
      )}
      {findings.length > 0 && <Findings findings={findings} />}
    </Review>
  );
}
