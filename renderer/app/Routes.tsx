import { Route, Switch } from 'wouter';
import type { WindowBridge } from '../../contract/index.ts';
import { ApplicationFrame } from '../frame/index.ts';
import { ApplicationContext, patterns } from '../navigation/index.ts';
import { GeneralTaskView } from '../views/generalTask/index.ts';
import { ApplicationWizard } from '../wizards/application/index.ts';
import { LegacyWizard } from '../wizards/legacy/index.ts';
import { PeerWizard } from '../wizards/peer/index.ts';
import { RestoreWizard } from '../wizards/restore/index.ts';
import { InstallServiceWizard, InstallWorkerWizard } from '../wizards/install/index.ts';
import { ServiceWizard } from '../wizards/service/index.ts';
import { WorkerWizard } from '../wizards/worker/index.ts';
import { ApplicationViews } from './ApplicationViews.tsx';
import { Home } from './Home.tsx';
import { AnyJobRun } from './AnyJobRun.tsx';
import { Unknown } from './Unknown.tsx';

/** Wizards about an application, in the whole window. */
const wizards = {
  [patterns.newPeer]: PeerWizard,
  [patterns.newService]: ServiceWizard,
  [patterns.installService]: InstallServiceWizard,
  [patterns.newWorker]: WorkerWizard,
  [patterns.installWorker]: InstallWorkerWizard,
};

/** Which address shows what. */
export function Routes({ notices }: { notices: Pick<WindowBridge, 'onNotice'> }) {
  return (
    <Switch>
      <Route path="/">
        <Home />
      </Route>
      <Route path={patterns.newApplication}>
        <ApplicationWizard />
      </Route>
      <Route path={patterns.restoreApplication} component={RestoreWizard} />
      <Route path={patterns.importLegacy} component={LegacyWizard} />
      <Route path={patterns.generalTask}>{({ task }) => <GeneralTaskView key={task} task={task} />}</Route>
      <Route path={patterns.anyJobRun}>{({ jobRun }) => <AnyJobRun jobRun={jobRun} />}</Route>
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
