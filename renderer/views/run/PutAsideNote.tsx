import { Link } from 'wouter';
import { paths, useApplicationId } from '../../navigation/index.ts';
import { texts } from '../../texts/index.ts';
import styles from './notes.module.css';

/** Says that more came after the run, which was not processed. */
export function PutAsideNote({ count }: { count: number }) {
  const application = useApplicationId();
  return (
    <p className={styles.note}>
      {texts.run.putAside(count)}{' '}
      <Link href={paths.overview(application)} className={styles.link}>
        {texts.run.putAsideShow}
      </Link>
    </p>
  );
}
