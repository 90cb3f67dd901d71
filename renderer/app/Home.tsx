import { Redirect } from 'wouter';
import { useRoute } from '../engine/index.ts';
import { paths, readLastApplication } from '../navigation/index.ts';
import { Answer } from '../parts/index.ts';
import { ApplicationWizard } from './views.ts';
import styles from './Home.module.css';

/** The way in: to the application shown last, or to the creation of the first one. */
export function Home() {
  const applications = useRoute('applications.list', {});
  if (applications.data?.length === 0) return <ApplicationWizard first />;
  return (
    <main className={styles.place}>
      <Answer query={applications} waiting={null}>
        {(list) => {
          const last = readLastApplication();
          const target = list.find(({ id }) => id === last) ?? list[0];
          return target === undefined ? null : <Redirect to={paths.overview(target.id)} replace />;
        }}
      </Answer>
    </main>
  );
}
