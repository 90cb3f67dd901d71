import { ImportMenu, ImportProgressCard, useImporting } from '../importing/index.ts';
import { texts } from '../texts/index.ts';
import { ApplicationSwitcher } from './ApplicationSwitcher.tsx';
import { FindButton } from './FindButton.tsx';
import { LinkMark } from './LinkMark.tsx';
import { Navigation } from './Navigation.tsx';
import { SchemeMenu } from './SchemeMenu.tsx';
import styles from './Sidebar.module.css';

/** Application, ways to go, imports at work, and how the engine is. */
export function Sidebar() {
  const { running } = useImporting();
  return (
    <aside className={styles.sidebar} aria-label={texts.frame.sidebar}>
      <ApplicationSwitcher />
      <div className={styles.import}>
        <ImportMenu />
        <FindButton />
      </div>
      <Navigation />
      <div className={styles.foot}>
        {running.map((task) => (
          <ImportProgressCard key={task.id} task={task} />
        ))}
        <div className={styles.status}>
          <LinkMark />
          <SchemeMenu />
        </div>
      </div>
    </aside>
  );
}
