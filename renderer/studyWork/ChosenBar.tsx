import { Button } from '@mantine/core';
import type { Chosen } from '../../contract/index.ts';
import { texts } from '../texts/index.ts';
import { StudyActions } from './StudyActions.tsx';
import styles from './studyWork.module.css';
import type { Marked } from './useMarked.ts';

interface ChosenBarProps {
  marked: Marked;
  /** What of it all is chosen. */
  part: 'studies' | 'series';
  /** The rows that are in the list so far. */
  shown: readonly { id: string; name: string }[];
  /** It stands within a section. */
  inside?: boolean;
}

/** What can be done with the chosen rows. */
export function ChosenBar({ marked, part, shown, inside }: ChosenBarProps) {
  const words = texts.studyWork;
  const names = shown.filter(({ id }) => marked.has(id)).map(({ name }) => name);
  const chosen: Chosen = { patients: [], studies: [], series: [], [part]: marked.ids };
  return (
    <div className={styles.bar} data-inside={inside}>
      {marked.ids.length === 0 ? (
        <Button variant="subtle" size="xs" onClick={() => marked.markAll(shown.map(({ id }) => id))}>
          {words.chooseShown(shown.length)}
        </Button>
      ) : (
        <Button variant="subtle" size="xs" onClick={marked.clear}>
          {words.chooseNone}
        </Button>
      )}
      <output className={styles.count}>
        {marked.ids.length > 0 && words.chosen[part](marked.ids.length)}
      </output>
      {marked.ids.length > 0 && (
        <StudyActions chosen={chosen} names={names} size="xs" onGone={marked.clear} />
      )}
    </div>
  );
}
