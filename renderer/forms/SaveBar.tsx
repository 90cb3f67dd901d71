import { Button } from '@mantine/core';
import type { EngineError } from '../../contract/index.ts';
import { ErrorNote } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './SaveBar.module.css';
import { useUnsaved } from './unsaved.ts';

interface SaveBarProps {
  /** There is something to be saved. */
  changed: boolean;
  saving: boolean;
  /** Why it could not be saved, where no field says so. */
  problem: EngineError | null;
  /** Something was found that has to be mended first. */
  refused?: boolean;
  onDiscard: () => void;
}

/** Stands at the foot of a form of options while it holds something that is not saved. */
export function SaveBar({ changed, saving, problem, refused = false, onDiscard }: SaveBarProps) {
  useUnsaved(changed);
  if (!changed && problem === null) return null;
  return (
    <div className={styles.bar}>
      {/* At the left: what the window tells comes at its right corner. */}
      <Button type="submit" size="sm" loading={saving} disabled={refused}>
        {texts.settings.save}
      </Button>
      <Button variant="default" size="sm" onClick={onDiscard}>
        {texts.settings.discard}
      </Button>
      {problem === null ? (
        <span className={styles.words}>{refused ? texts.settings.refused : texts.settings.unsaved}</span>
      ) : (
        <div className={styles.words}>
          <ErrorNote error={problem} />
        </div>
      )}
    </div>
  );
}
