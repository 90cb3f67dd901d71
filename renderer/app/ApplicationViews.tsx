import { Route, Switch } from 'wouter';
import { nameOfPart, patterns } from '../navigation/index.ts';
import { ContainersView, ContainerView } from '../views/containers/index.ts';
import { CompletenessView } from '../views/completeness/index.ts';
import { FiltersView } from '../views/filters/index.ts';
import { DiskSpaceView, DoorSettingsView, DoorsView, DoorView } from '../views/doors/index.ts';
import { FlowView } from '../views/flow/index.ts';
import { ImportTaskView, ImportsView } from '../views/imports/index.ts';
import { JobsView, RunsView } from '../views/runs/index.ts';
import { OverviewView } from '../views/overview/index.ts';
import { QuarantinedView, QuarantineView } from '../views/quarantine/index.ts';
import { PeersView } from '../views/peers/index.ts';
import { QueryView } from '../views/query/index.ts';
import { RunView } from '../views/run/index.ts';
import { ServiceView } from '../views/service/index.ts';
import { ServicesView } from '../views/services/index.ts';
import { SettingsView } from '../views/settings/index.ts';
import { StudiesView, StudyView } from '../views/studies/index.ts';
import { WorkersView, WorkerView } from '../views/workers/index.ts';
import { Unknown } from './Unknown.tsx';

/** The views of one application. */
export function ApplicationViews() {
  return (
    <Switch>
      <Route path={patterns.overview} component={OverviewView} />
      <Route path={patterns.flow} component={FlowView} />
      <Route path={patterns.studies} component={StudiesView} />
      <Route path={patterns.study}>{({ study }) => <StudyView key={study} study={study} />}</Route>
      <Route path={patterns.runs} component={RunsView} />
      <Route<{ jobName?: string }> path={patterns.jobs}>
        {({ jobName }) => (
          <JobsView key={jobName ?? ''} jobName={jobName === undefined ? null : nameOfPart(jobName)} />
        )}
      </Route>
      <Route<{ run: string; jobRun?: string; tab?: string }> path={patterns.run}>
        {({ run, jobRun, tab }) => <RunView key={run} run={run} jobRun={jobRun ?? null} tab={tab ?? null} />}
      </Route>
      <Route path={patterns.services} component={ServicesView} />
      <Route<{ service: string; tab?: string }> path={patterns.service}>
        {({ service, tab }) => <ServiceView key={service} service={nameOfPart(service)} tab={tab ?? null} />}
      </Route>
      <Route path={patterns.workers} component={WorkersView} />
      <Route<{ worker: string; tab?: string }> path={patterns.worker}>
        {({ worker, tab }) => <WorkerView key={worker} worker={nameOfPart(worker)} tab={tab ?? null} />}
      </Route>
      <Route path={patterns.containers} component={ContainersView} />
      <Route path={patterns.container}>
        {({ container }) => <ContainerView key={container} container={nameOfPart(container)} />}
      </Route>
      <Route path={patterns.peers} component={PeersView} />
      <Route path={patterns.peer}>{({ peer }) => <QueryView key={peer} peer={nameOfPart(peer)} />}</Route>
      <Route path={patterns.completeness} component={CompletenessView} />
      <Route path={patterns.filters} component={FiltersView} />
      <Route path={patterns.imports} component={ImportsView} />
      <Route path={patterns.importTask}>{({ task }) => <ImportTaskView key={task} task={task} />}</Route>
      <Route path={patterns.doors} component={DoorsView} />
      <Route path={patterns.door}>{({ door }) => <DoorView key={door} door={door} />}</Route>
      <Route path={patterns.doorSettings}>{({ door }) => <DoorSettingsView key={door} door={door} />}</Route>
      <Route path={patterns.diskSpace} component={DiskSpaceView} />
      <Route path={patterns.quarantine} component={QuarantineView} />
      <Route path={patterns.quarantined}>{({ id }) => <QuarantinedView key={id} id={id} />}</Route>
      <Route path={patterns.settings} component={SettingsView} />
      <Route>
        <Unknown />
      </Route>
    </Switch>
  );
}
