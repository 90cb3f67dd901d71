import { Route, Switch } from 'wouter';
import type { WindowBridge } from '../../contract/index.ts';
import { ApplicationFrame } from '../frame/index.ts';
import { ApplicationContext, patterns } from '../navigation/index.ts';
import { ApplicationViews } from './ApplicationViews.tsx';
import { Home } from './Home.tsx';
import { AnyJobRun } from './AnyJobRun.tsx';
import styles from './Routes.module.css';
import { Unknown } from './Unknown.tsx';
import { useViewsAhead } from './useViewsAhead.ts';
import * as views from './views.ts';

/** Wizards about an application, in the whole window. */
const wizards = {
  [patterns.newPeer]: views.PeerWizard,
  [patterns.newService]: views.ServiceWizard,
  [patterns.installService]: views.InstallServiceWizard,
  [patterns.newWorker]: views.WorkerWizard,
  [patterns.installWorker]: views.InstallWorkerWizard,
};

/** Which address shows what. */
export function Routes({ notices }: { notices: Pick<WindowBridge, 'onNotice'> }) {
  useViewsAhead();
  return (
    <Switch>
      <Route path="/">
        <Home />
      </Route>
      <Route path={patterns.newApplication}>
        <views.ApplicationWizard />
      </Route>
      <Route path={patterns.restoreApplication} component={views.RestoreWizard} />
      <Route path={patterns.importLegacy} component={views.LegacyWizard} />
      <Route path={patterns.generalTask}>
        {({ task }) => <views.GeneralTaskView key={task} task={task} />}
      </Route>
      <Route<{ document?: string; anchor?: string }> path={patterns.anyHelp}>
        {({ document, anchor }) => (
          <main className={styles.whole}>
            <views.HelpView application={null} document={document} anchor={anchor} />
          </main>
        )}
      </Route>
      <Route<{ jobRun: string; tab?: string }> path={patterns.anyJobRun}>
        {({ jobRun, tab }) => <AnyJobRun jobRun={jobRun} tab={tab} />}
      </Route>
      <Route path={patterns.anyDiagnostics}>
        <main className={styles.whole}>
          <views.DiagnosticsView isApart />
        </main>
      </Route>
      {Object.entries(wizards).map(([pattern, Wizard]) => (
        <Route<{ application: string }> key={pattern} path={pattern}>
          {({ application }) => (
            <ApplicationContext key={application} value={application}>
              <Wizard />
            </ApplicationContext>
          )}
        </Route>
      ))}
      <Route path={patterns.application}>
        {({ application }) => (
          <ApplicationFrame key={application} application={application} notices={notices}>
            <ApplicationViews />
          </ApplicationFrame>
        )}
      </Route>
      <Route>
        <Unknown />
      </Route>
    </Switch>
  );
}
