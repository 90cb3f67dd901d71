import {
  IconCirclePlus,
  IconEqual,
  IconFileBroken,
  IconFileOff,
  IconGitCompare,
  IconFolderSearch,
  IconLock,
  type Icon,
} from '../icons/index.ts';
import type { ImportOutcome } from '../../contract/index.ts';
import type { Tone } from '../parts/index.ts';
import { texts } from '../texts/index.ts';
import styles from './OutcomeMark.module.css';

const marks: Record<ImportOutcome, { icon: Icon; tone: Tone }> = {
  new: { icon: IconCirclePlus, tone: 'succeeded' },
  'already-there': { icon: IconEqual, tone: 'waiting' },
  conflicting: { icon: IconGitCompare, tone: 'timed-out' },
  damaged: { icon: IconFileBroken, tone: 'failed' },
  refused: { icon: IconLock, tone: 'cancelled' },
  dicomdir: { icon: IconFolderSearch, tone: 'skipped' },
  'not-dicom': { icon: IconFileOff, tone: 'skipped' },
};

/** What became of a file, by shape, colour and word. */
export function OutcomeMark({ outcome }: { outcome: ImportOutcome }) {
  const { icon: Shape, tone } = marks[outcome];
  return (
    <span className={styles.mark}>
      <Shape size={16} stroke={1.8} className={styles.icon} data-state={tone} aria-hidden />
      {texts.common.importOutcomes[outcome]}
    </span>
  );
}
