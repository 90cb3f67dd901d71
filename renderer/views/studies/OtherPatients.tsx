import { Note } from '../../parts/index.ts';
import { texts } from '../../texts/index.ts';

/** Says that images of a study came under other patient ids. */
export function OtherPatients({ ids }: { ids: string[] }) {
  return <Note>{texts.studies.otherPatients(ids)}</Note>;
}
