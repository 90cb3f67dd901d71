import type { Chosen } from '../../contract/index.ts';
import { ChosenBar, type ChosenRows } from '../choosing/index.ts';
import { texts } from '../texts/index.ts';
import { StudyActions } from './StudyActions.tsx';

interface StudiesChosenBarProps {
  chosen: ChosenRows;
  /** What of it all is chosen. */
  part: 'studies' | 'series';
  /** The rows that are in the list so far. */
  shown: readonly { id: string; name: string }[];
  /** It stands within a section. */
  inside?: boolean;
}

/** What can be done with the chosen studies or series. */
export function StudiesChosenBar({ chosen, part, shown, inside }: StudiesChosenBarProps) {
  const names = shown.filter(({ id }) => chosen.has(id)).map(({ name }) => name);
  const meant: Chosen = { patients: [], studies: [], series: [], [part]: [...chosen.ids] };
  return (
    <ChosenBar
      chosen={chosen}
      shown={shown.map(({ id }) => id)}
      said={texts.studyWork.chosen[part]}
      inside={inside}
    >
      <StudyActions chosen={chosen.isAny ? meant : null} names={names} size="xs" onGone={chosen.clear} />
    </ChosenBar>
  );
}
