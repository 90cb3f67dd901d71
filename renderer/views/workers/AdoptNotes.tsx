import type { WorkerSummary } from '../../../contract/index.ts';
import { useRoute } from '../../engine/index.ts';
import { useApplicationId } from '../../navigation/index.ts';
import { AdoptNote } from './AdoptNote.tsx';
import styles from './AdoptNotes.module.css';

/** Services that bring requirements or a script of their own which no worker has yet. */
export function AdoptNotes({ workers }: { workers: WorkerSummary[] }) {
  const application = useApplicationId();
  const offers = (useRoute('workers.adoptable', { application }).data ?? []).filter(
    ({ adoptedBy }) => adoptedBy.length === 0,
  );
  if (offers.length === 0 || workers.length === 0) return null;
  return (
    <div className={styles.notes}>
      {offers.map((offer) => (
        <AdoptNote key={offer.service} offer={offer} workers={workers} />
      ))}
    </div>
  );
}
