import { Route, Switch } from 'wouter';
import { nameOfPart, patterns } from '../navigation/index.ts';
import { OverviewView } from '../views/overview/index.ts';
import { Unknown } from './Unknown.tsx';
import * as views from './views.ts';

/** The views of one application. */
export function ApplicationViews() {
  return (
    <Switch>
      <Route path={patterns.overview} component={OverviewView} />
      <Route path={patterns.flow} component={views.FlowView} />
      <Route path={patterns.day} component={views.DayView} />
      <Route path={patterns.statistics} component={views.StatisticsView} />
      <Route path={patterns.studies} component={views.StudiesView} />
      <Route path={patterns.study}>{({ study }) => <views.StudyView key={study} study={study} />}</Route>
      <Route path={patterns.patient}>
        {({ patient }) => <views.PatientView key={patient} patient={patient} />}
      </Route>
      <Route path={patterns.series}>
        {({ series }) => <views.SeriesView key={series} series={series} />}
      </Route>
      <Route path={patterns.instance}>
        {({ instance }) => <views.InstanceView key={instance} SOPInstanceUID={instance} />}
      </Route>
      <Route path={patterns.compare} component={views.CompareView} />
      <Route<{ study: string; series?: string; instance?: string }> path={patterns.viewer}>
        {({ study, series, instance }) => (
          <views.ViewerView key={study} study={study} series={series ?? null} instance={instance ?? null} />
        )}
      </Route>
      <Route path={patterns.runs} component={views.RunsView} />
      <Route path={patterns.jobs} component={views.JobsView} />
      <Route<{ run: string; jobRun?: string; tab?: string }> path={patterns.run}>
        {({ run, jobRun, tab }) => (
          <views.RunView key={run} run={run} jobRun={jobRun ?? null} tab={tab ?? null} />
        )}
      </Route>
      <Route path={patterns.services} component={views.ServicesView} />
      <Route<{ service: string; tab?: string }> path={patterns.service}>
        {({ service, tab }) => (
          <views.ServiceView key={service} service={nameOfPart(service)} tab={tab ?? null} />
        )}
      </Route>
      <Route path={patterns.workers} component={views.WorkersView} />
      <Route<{ worker: string; tab?: string }> path={patterns.worker}>
        {({ worker, tab }) => <views.WorkerView key={worker} worker={nameOfPart(worker)} tab={tab ?? null} />}
      </Route>
      <Route path={patterns.containers} component={views.ContainersView} />
      <Route path={patterns.container}>
        {({ container }) => <views.ContainerView key={container} container={nameOfPart(container)} />}
      </Route>
      <Route path={patterns.peers} component={views.PeersView} />
      <Route path={patterns.peer}>
        {({ peer }) => <views.QueryView key={peer} peer={nameOfPart(peer)} />}
      </Route>
      <Route path={patterns.completeness} component={views.CompletenessView} />
      <Route path={patterns.filters} component={views.FiltersView} />
      <Route path={patterns.imports} component={views.ImportsView} />
      <Route path={patterns.importTask}>
        {({ task }) => <views.ImportTaskView key={task} task={task} />}
      </Route>
      <Route path={patterns.doors} component={views.DoorsView} />
      <Route path={patterns.door}>{({ door }) => <views.DoorView key={door} door={door} />}</Route>
      <Route path={patterns.doorSettings}>
        {({ door }) => <views.DoorSettingsView key={door} door={door} />}
      </Route>
      <Route path={patterns.diskSpace} component={views.DiskSpaceView} />
      <Route path={patterns.quarantine} component={views.QuarantineView} />
      <Route path={patterns.quarantined}>{({ id }) => <views.QuarantinedView key={id} id={id} />}</Route>
      <Route<{ application: string; document?: string; anchor?: string }> path={patterns.help}>
        {({ application, document, anchor }) => (
          <views.HelpView application={application} document={document} anchor={anchor} />
        )}
      </Route>
      <Route path={patterns.diagnostics}>
        <views.DiagnosticsView />
      </Route>
      <Route path={patterns.diskUse} component={views.DiskUseView} />
      <Route path={patterns.settings} component={views.SettingsView} />
      <Route>
        <Unknown />
      </Route>
    </Switch>
  );
}
