import type { ImportOutcome, Task } from '../../../contract/index.ts';
import { formatCount } from '../../format/index.ts';
import { OutcomeMark, outcomes, progressInWords, resultInWords, taskShare } from '../../importing/index.ts';
import { ProgressBar } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './ImportCounts.module.css';

interface ImportCountsProps {
  task: Task;
  /** Outcome that the list below is about; null: all. */
  chosen: ImportOutcome | null;
  onChoose: (outcome: ImportOutcome | null) => void;
}

/** What became of the files, in numbers; each one filters the list of files with a remark. */
export function ImportCounts({ task, chosen, onChoose }: ImportCountsProps) {
  return (
    <div className={styles.place}>
      {task.state === 'running' && (
        <div className={styles.progress}>
          <ProgressBar label={texts.imports.progressLabel(task.kind, task.title)} share={taskShare(task)} />
          <span className={styles.done}>{progressInWords(task)}</span>
        </div>
      )}
      {task.kind !== 'import' && <p className={styles.sum}>{resultInWords(task)}</p>}
      {(task.kind === 'import' || task.kind === 'retrieve') && (
        <fieldset className={styles.counts}>
          <legend className="unseen">{texts.imports.outcomeFilter}</legend>
          {outcomes.map((outcome) => (
            <button
              key={outcome}
              type="button"
              className={styles.count}
              data-none={task.counts[outcome] === 0 || undefined}
              aria-pressed={chosen === outcome}
              title={texts.imports.outcomeHelp[outcome]}
              onClick={() => onChoose(chosen === outcome ? null : outcome)}
            >
              <span className={styles.name}>
                <OutcomeMark outcome={outcome} />
              </span>
              <span className={styles.number}>{formatCount(task.counts[outcome])}</span>
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
