import { Route, Switch } from 'wouter';
import type { WindowBridge } from '../../contract/index.ts';
import { ApplicationFrame } from '../frame/index.ts';
import { patterns } from '../navigation/index.ts';
import { ApplicationWizard } from '../wizards/application/index.ts';
import { ApplicationViews } from './ApplicationViews.tsx';
import { Home } from './Home.tsx';
import { AnyJobRun } from './AnyJobRun.tsx';
import { Unknown } from './Unknown.tsx';

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
      <Route path={patterns.anyJobRun}>{({ jobRun }) => <AnyJobRun jobRun={jobRun} />}</Route>
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
